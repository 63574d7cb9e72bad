import { getConfig } from 'stdiolink';

const { step } = getConfig();
let total = 0;

export const meta = {
  commands: [
    {
      name: 'count',
      description: 'Adds to the total.',
      params: [{ name: 'times', type: 'int', default: 1, min: 1, max: 1000, description: 'How often.' }],
      returns: { type: 'object', fields: [{ name: 'total', type: 'double' }] },
      events: [{ name: 'progress', fields: [{ name: 'total', type: 'double' }] }],
    },
    { name: 'reset', description: 'Begins again at 0.' },
  ],
};

export const commands = {
  count({ times }, { emit }) {
    for (let i = 0; i < times; i++) {
      total += step;
      emit('progress', { total });
    }
    return { total };
  },
  reset() {
    total = 0;
    return { total };
  },
};

export function stop() {
  console.log(`ends at ${total}`);
}
