import { getConfig, openDriver } from 'stdiolink';
import { APP_PATHS } from 'stdiolink/constants';
import { resolveDriver } from 'stdiolink/driver';
import { exists, writeJson } from 'stdiolink/fs';
import { createLogger } from 'stdiolink/log';
import { join } from 'stdiolink/path';
import { nowMs, sleep } from 'stdiolink/time';

const { readings, pauseMs, output } = getConfig();
const log = createLogger({ service: 'report' });

/** The sample beside this one, or what is installed. */
function program(name) {
  const sample = join(APP_PATHS.serviceDir, '../../drivers', name, `stdio.drv.${name}`);
  return exists(sample) ? sample : resolveDriver(`stdio.drv.${name}`);
}

const thermometer = await openDriver(program('thermometer'));
const calculator = await openDriver(program('calculator'));
try {
  const values = [];
  while (values.length < readings) {
    const { value } = await thermometer.read();
    values.push(value);
    await sleep(pauseMs);
  }
  const figures = await calculator.statistics({ numbers: values });
  writeJson(output, { at: new Date(nowMs()).toISOString(), values, ...figures }, { ensureParent: true });
  log.info('the report is written', { output, average: figures.avg });
} finally {
  thermometer.$close();
  calculator.$close();
}
