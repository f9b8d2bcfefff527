// The real server with the demo organisations, on a free port of 127.0.0.1.

import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { webFolder } from './browser.mjs';

const build = fileURLToPath(new URL('../../../build/', import.meta.url));
const binary = process.env.REMIT_BIN || ['dev/bin/remit', 'bin/remit'].map((path) => build + path).find(existsSync);

/// Gives { url, signIns: [{ organisation, name, password, scheme }], signIn, restart(), stop() }, where signIn is BillPro's
/// administrator; what it wrote is gone afterwards. `prepare` is given the folder before the server starts in it.
export async function startRemit({ prepare } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'remit-e2e-'));
  await cp(await founded(), folder, { recursive: true });
  if (prepare) await prepare(folder);
  let running = await serve(folder, '127.0.0.1:0');
  const { url } = running;
  const signIns = (await readFile(join(folder, 'sign-ins.txt'), 'utf8')).trim().split('\n').map((line) => {
    const [organisation, name, password, scheme] = line.split('\t');
    return { organisation, name, password, scheme };
  });
  return {
    url,
    signIns,
    signIn: signIns.find(({ scheme }) => scheme === 'BillPro'),
    /// Ends it, calls `meanwhile`, and starts it again where it was.
    restart: async (meanwhile = () => {}) => {
      await running.stop();
      await meanwhile();
      running = await serve(folder, new URL(url).host);
    },
    stop: async () => {
      await running.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/// The folder of a server that has founded its demo organisations and is asleep, made once for each build of the program.
async function founded() {
  const { mtimeMs, size } = statSync(binary);
  const folder = `${build}e2e/founded-${Math.round(mtimeMs)}-${size}`;
  if (existsSync(folder)) return folder;
  await mkdir(`${build}e2e`, { recursive: true });
  const begun = await mkdtemp(`${build}e2e/begun-`);
  await (await serve(begun, '127.0.0.1:0')).stop();
  for (const other of await readdir(`${build}e2e`)) {
    const older = other.startsWith('founded-') && !folder.endsWith(other);
    if (older) await rm(`${build}e2e/${other}`, { recursive: true, force: true });
  }
  // Whoever else made it meanwhile was first, and theirs is as good.
  await rename(begun, folder).catch(() => rm(begun, { recursive: true }));
  return folder;
}

async function serve(folder, listen) {
  const child = spawn(binary, ['serve', '--demo', '--dir', folder, '--listen', listen, '--web', webFolder],
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
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
