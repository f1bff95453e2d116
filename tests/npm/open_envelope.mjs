// Reads one DSSE envelope from standard input with Sigstore's libraries, and writes into FOLDER the
// bytes that are signed, as they compute them, and the signature as ssh-keygen reads it.
//   node open_envelope.mjs FOLDER
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { createRequire } from 'node:module';

const require = createRequire(path.join(process.env.NODE_PATH, 'x.js'));
const { dsse } = require('@sigstore/core');
const { Envelope } = require('@sigstore/protobuf-specs');

const envelope = Envelope.fromJSON(JSON.parse(fs.readFileSync(0, 'utf8')));
const [signature] = envelope.signatures;
const armored = signature.sig.toString('base64').replace(/(.{70})/g, '$1\n');
const write = (name, bytes) => fs.writeFileSync(path.join(process.argv[2], name), bytes);
write('pae', dsse.preAuthEncoding(envelope.payloadType, envelope.payload));
write(
  'signature',
  `-----BEGIN SSH SIGNATURE-----\n${armored.trimEnd()}\n-----END SSH SIGNATURE-----\n`,
);
console.log(signature.keyid);
