// Runs the `run:` steps of a composite action as its runner does: inputs with their defaults,
// expressions in `env`, one bash a step, outputs from $GITHUB_OUTPUT.
//   node run_action.mjs ACTION.yml [INPUT=VALUE...]   prints the action's outputs as NAME=VALUE
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';

const { parse } = createRequire(path.join(process.env.NODE_PATH, 'x'))('yaml');
const [file, ...given] = process.argv.slice(2);
const action = parse(fs.readFileSync(file, 'utf8'));
const context = {
  inputs: {},
  steps: {},
  github: { token: process.env.TEST_TOKEN ?? '' },
  runner: { os: 'Linux', arch: 'X64', temp: process.env.RUNNER_TEMP },
};

// A value of one of the contexts; what is not there is empty, as it is for the runner.
function lookUp(name) {
  const value = name.split('.').reduce((place, key) => place?.[key], context);
  return value === undefined ? '' : String(value);
}

function expand(text) {
  return String(text).replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, name) => lookUp(name));
}

function readInputs() {
  for (const [name, input] of Object.entries(action.inputs)) {
    context.inputs[name] = expand(input.default ?? '');
  }
  for (const word of given) {
    const name = word.slice(0, word.indexOf('='));
    if (!(name in context.inputs)) throw new Error(`no such input: ${name}`);
    context.inputs[name] = word.slice(name.length + 1);
  }
}

function runStep(step, number) {
  const script = path.join(process.env.RUNNER_TEMP, `step-${number}.sh`);
  const output = path.join(process.env.RUNNER_TEMP, `output-${number}`);
  fs.writeFileSync(script, step.run);
  fs.writeFileSync(output, '');
  const env = { ...process.env, GITHUB_OUTPUT: output, GITHUB_ACTION_PATH: path.resolve(path.dirname(file)) };
  for (const [name, value] of Object.entries(step.env ?? {})) env[name] = expand(value);
  const ended = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], { env, stdio: 'inherit' });
  const outputs = {};
  for (const line of fs.readFileSync(output, 'utf8').split('\n').filter(Boolean)) {
    outputs[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
  }
  if (step.id) context.steps[step.id] = { outputs };
  return ended.status ?? 1;
}

readInputs();
let status = 0;
action.runs.steps.forEach((step, number) => {
  if (status !== 0) return;
  if (step.if || step.uses) throw new Error('a step with a condition or another action is not understood');
  if (step.shell !== 'bash') throw new Error('a run step of a composite action needs its shell');
  status = runStep(step, number);
});
for (const [name, output] of Object.entries(action.outputs)) console.log(`${name}=${expand(output.value)}`);
process.exit(status);
