import { getConfig } from 'stdiolink';
import { writeJson } from 'stdiolink/fs';
import { createLogger } from 'stdiolink/log';
import { open } from './lib/drivers';
import { all } from './lib/progress';

interface Config {
  readings: number;
  output: string;
}

interface Batch {
  results: number[];
}

const { readings, output } = getConfig() as unknown as Config;
const log = createLogger({ service: 'pipeline' });

// Three programs start at a time; that takes as long as the slowest of them.
const [thermometer, ...calculators] = await Promise.all([open('thermometer'), open('calculator'), open('calculator')]);
try {
  const celsius: number[] = [];
  for (let i = 0; i < readings; i++) {
    // One driver is read while the other works out what is there so far.
    const [{ value }, figures] = await Promise.all([
      thermometer.read(),
      i > 0 ? calculators[0].statistics({ numbers: celsius }) : undefined,
    ]);
    celsius.push(value);
    log.debug('read', { value, averageBefore: figures?.avg });
  }

  // Half of the readings for each calculator; both tell how far they are.
  const middle = Math.ceil(celsius.length / 2);
  const halves = [celsius.slice(0, middle), celsius.slice(middle)];
  const tasks = halves.map((half, at) =>
    calculators[at].$rawRequest('batch', { operations: half.map((a) => ({ type: 'mul', a, b: 1.8 })) }),
  );
  const batches = await all<Batch>(tasks, (half, { current, total }) => log.info('progress', { half, current, total }));
  const fahrenheit = batches.flatMap((batch) => batch.results).map((value) => value + 32);

  writeJson(output, { celsius, fahrenheit }, { ensureParent: true });
  log.info('the pipeline is through', { output, readings: fahrenheit.length });
} finally {
  for (const driver of [thermometer, ...calculators]) driver.$close();
}
