#!/usr/bin/env node
// Runs the program, which is in the package of this platform, and ends as it ends.
'use strict';
const { spawn } = require('child_process');
const { optionalDependencies } = require('../package.json');

const platform = `${process.platform}-${process.arch}`;
const name = `@sallyport/${platform}`;

// An answer that cannot be had is 3, as everywhere; a hook that runs this is then no pass.
function stop(what, hint) {
  console.error(`sallyport: ${what}\nhint: ${hint}`);
  process.exit(3);
}

function find() {
  try {
    return require.resolve(`${name}/bin/sallyport`);
  } catch {
    if (!(name in optionalDependencies)) {
      stop(`there is no package of the program for ${platform}`, 'build it from source, as its README says');
    }
    return stop(`the package '${name}' is missing, which has the program for ${platform}`,
      'install again, with optional dependencies and on this platform: npm install --include=optional sallyport');
  }
}

const program = find();
const signals = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'];
signals.forEach((signal) => process.on(signal, () => child.kill(signal)));
const child = spawn(program, process.argv.slice(2), { stdio: 'inherit' });
child.on('error', (error) => stop(`cannot run '${program}': ${error.message}`, 'npm install sallyport'));
child.on('exit', (code, signal) => {
  signals.forEach((each) => process.removeAllListeners(each));
  if (signal) {
    process.kill(process.pid, signal);
  } else {
    process.exitCode = code;
  }
});
