import { openDriver } from 'stdiolink';
import { APP_PATHS } from 'stdiolink/constants';
import { resolveDriver } from 'stdiolink/driver';
import { exists } from 'stdiolink/fs';
import { join } from 'stdiolink/path';

/** Starts the sample beside this one, or what is installed. */
export function open(name: string) {
  const sample = join(APP_PATHS.serviceDir, '../../drivers', name, `stdio.drv.${name}`);
  return openDriver(exists(sample) ? sample : resolveDriver(`stdio.drv.${name}`));
}
