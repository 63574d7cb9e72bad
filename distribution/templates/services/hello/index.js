import { getConfig } from 'stdiolink';
import * as fs from 'stdiolink/fs';

const { name, times } = getConfig();

for (let i = 1; i <= times; i++) console.log(`Hello ${name}, ${i} of ${times}`);

fs.writeJson('hello.json', { name, times, at: new Date().toISOString() });
console.log('wrote hello.json');
