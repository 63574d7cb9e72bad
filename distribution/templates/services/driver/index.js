import { openDriver } from 'stdiolink';
import { resolveDriver } from 'stdiolink/driver';

const drv = await openDriver(resolveDriver('stdio.drv.calculator'));
console.log(`${drv.$meta.info.name} offers ${drv.$meta.commands.map((command) => command.name).join(', ')}`);

const sum = await drv.add({ a: 1, b: 2 });
console.log(`1 + 2 = ${sum.result}`);

drv.$close();
