// Writes a git fast-import stream of a sign-off log: RECORDS envelopes, one a commit, spread evenly over
// DAYS days up to now, each signed with KEY (ed25519, without a passphrase). Twenty of the latest are
// approvals of the change in the working folder (one new file, on top of main), the others of changes
// elsewhere. They come on top of what REF has.
//   node log_records.mjs RECORDS DAYS KEY FILE [REF]
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import process from 'node:process';

const [records, days] = process.argv.slice(2, 4).map(Number);
const [key, file, ref = 'refs/heads/sallyport/signoffs'] = process.argv.slice(4);
const k_of_this_change = 20;
const k_zeros = '0'.repeat(64);
const now = Math.floor(Date.now() / 1000) - 3600;

const sha256 = (bytes) => crypto.createHash('sha256').update(bytes).digest('hex');
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();

// Keys in order of their bytes, no white space: the canonical form of records.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

// What bench/log.sh writes into its policy.
const item = {
  level: 'evaluate',
  questions: [{ ask: 'What could an attacker do now?', id: 'threats', min_words: 3 }],
  text: 'Who could misuse this change?',
  title: 'Security review',
};

function digestOf(cover) {
  const entry = [cover.path, cover.old_mode, cover.new_mode, cover.old, cover.new].join('\0');
  return sha256(`sallyport-change-v1\0${entry}\n`);
}

const side = (revision) => ({
  commit: git('rev-parse', revision),
  tree: git('rev-parse', `${revision}^{tree}`),
});
const base = side('main');
const head = side('HEAD');

function payloadOf(cover, number, time) {
  const subject = digestOf(cover);
  return canonical({
    _type: 'https://in-toto.io/Statement/v1',
    predicate: {
      answers: { threats: 'nothing new is reachable from outside after this change' },
      attended: { agents: [], seconds: 412, tty: true },
      base,
      change: subject,
      covers: [cover],
      extends: [],
      head,
      item: 'security',
      item_sha256: sha256(canonical(item)),
      notes: `record ${number}`,
      repo: 'example/bench',
      signer: 'alice@example.com',
      target: 'refs/heads/main',
      time,
      tool: 'sallyport 0.1.0',
      verdict: 'approve',
    },
    predicateType: 'urn:sallyport:signoff:v1',
    subject: [{ digest: { sha256: subject }, name: 'change' }],
  });
}

// PROTOCOL.key, PROTOCOL.sshsig and RFC 8410: what ssh-keygen does, without a process for each.
const ssh = (text) => {
  const bytes = Buffer.from(text);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes.length);
  return Buffer.concat([size, bytes]);
};
const publicKey = Buffer.from(fs.readFileSync(`${key}.pub`, 'utf8').split(' ')[1], 'base64');
const fingerprint = `SHA256:${crypto.createHash('sha256').update(publicKey).digest('base64').replace(/=+$/, '')}`;
const armored = fs.readFileSync(key, 'utf8').split('\n').filter((line) => !line.startsWith('-'));
const k_seed_and_key = Buffer.concat([ssh('ssh-ed25519'), ssh(publicKey.subarray(-32)), Buffer.from([0, 0, 0, 64])]);
const opened = Buffer.from(armored.join(''), 'base64');
const seed = opened.subarray(opened.lastIndexOf(k_seed_and_key) + k_seed_and_key.length).subarray(0, 32);
const privateKey = crypto.createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
  format: 'der',
  type: 'pkcs8',
});

function sign(payload) {
  const type = 'application/vnd.in-toto+json';
  const message = `DSSEv1 ${type.length} ${type} ${Buffer.byteLength(payload)} ${payload}`;
  const about = [ssh('signoff.v1@sallyport'), ssh(''), ssh('sha512')];
  const digest = crypto.createHash('sha512').update(message).digest();
  const signed = Buffer.concat([Buffer.from('SSHSIG'), ...about, ssh(digest)]);
  const signature = Buffer.concat([ssh('ssh-ed25519'), ssh(crypto.sign(null, signed, privateKey))]);
  const version = Buffer.from('SSHSIG\0\0\0\x01');
  return Buffer.concat([version, ssh(publicKey), ...about, ssh(signature)]).toString('base64');
}

function envelopeOf(payload, sig) {
  return `${canonical({
    payload: Buffer.from(payload).toString('base64'),
    payloadType: 'application/vnd.in-toto+json',
    signatures: [{ keyid: fingerprint, sig }],
  })}\n`;
}

// Node's own standard output does not wait for a pipe that is full.
const output = fs.openSync('/dev/stdout', 'w');

const newFile = { old: k_zeros, old_mode: '000000', new_mode: '100644' };
const reviewed = { ...newFile, path: file, new: sha256(fs.readFileSync(file)) };

let out = `reset ${ref}\n`;
try {
  out += `from ${git('rev-parse', '--verify', '--quiet', ref)}\n\n`;
} catch {
  // The first records of it.
}
for (let number = 0; number < records; number++) {
  const time = now - Math.floor(((records - 1 - number) * days * 86400) / records);
  const cover =
    number >= records - k_of_this_change
      ? reviewed
      : { ...newFile, path: `src/module${number % 500}/file${number}.c`, new: sha256(`${number}`) };
  const payload = payloadOf(cover, number, time);
  const envelope = envelopeOf(payload, sign(payload));
  const date = new Date(time * 1000).toISOString().slice(0, 10).replaceAll('-', '/');
  out += `commit ${ref}\n`;
  out += `committer Alice <alice@example.com> ${time} +0000\n`;
  out += 'data 17\nRecord a sign-off\n';
  out += `M 100644 inline records/${date}/${sha256(envelope)}.json\n`;
  out += `data ${Buffer.byteLength(envelope)}\n${envelope}\n`;
  if (out.length > 1 << 20 || number === records - 1) {
    fs.writeFileSync(output, out);
    out = '';
  }
}
