import { getConfig } from 'stdiolink';
import { state } from 'backplane';

interface Config {
  key: string;
  everyMs: number;
}

const { key, everyMs } = getConfig() as Config;
let last: unknown;

async function look(): Promise<void> {
  const value: unknown = await state.get(key);
  if (value !== last) console.log(`${key} is ${JSON.stringify(value)} now`);
  last = value;
}

await look();
setInterval(() => void look(), everyMs);
