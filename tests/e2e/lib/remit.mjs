// The real server with the demo organisations, on a free port of 127.0.0.1.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { webFolder } from './browser.mjs';

const build = fileURLToPath(new URL('../../../build/', import.meta.url));
const binary = process.env.REMIT_BIN || ['dev/bin/remit', 'bin/remit'].map((path) => build + path).find(existsSync);

/// Gives { url, signIn: { organisation, name, password }, stop() }; what it wrote is gone afterwards.
export async function startRemit() {
  const folder = await mkdtemp(join(tmpdir(), 'remit-e2e-'));
  const child = spawn(binary, ['serve', '--demo', '--dir', folder, '--listen', '127.0.0.1:0', '--web', webFolder],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', (data) => { log += data; });
  const ended = new Promise((resolve) => { child.on('close', resolve); });
  const url = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
      const serves = /Remit serves (http:\S+)/.exec(said);
      if (serves) resolve(serves[1]);
    });
    child.on('error', reject);
    ended.then((code) => reject(new Error(`remit serve ended with ${code}: ${said}${log}`)));
  });
  const lines = (await readFile(join(folder, 'sign-ins.txt'), 'utf8')).trim().split('\n').map((line) => line.split('\t'));
  const [organisation, name, password] = lines.find((line) => line[3] === 'BillPro');
  return {
    url,
    signIn: { organisation, name, password },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
