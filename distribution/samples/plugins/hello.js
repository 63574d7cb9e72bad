// A plugin of one file:  backplane runtime plugin-load hello --version 1.0.0 --entry ./hello.js

export const meta = {
  info: { name: 'hello', version: '1.0.0', description: 'Says hello, in JavaScript.' },
  commands: [
    {
      name: 'hello',
      description: 'Greets by name.',
      params: [{ name: 'name', type: 'string', default: 'World', description: 'Whom to greet.' }],
      events: [{ name: 'greeting', fields: [{ name: 'number', type: 'int' }] }],
    },
    { name: 'count', description: 'Tells how often it greeted.', 'x-backplane': { readOnly: true } },
  ],
};

let greeted = 0;

export const commands = {
  hello({ name = 'World' }, call) {
    if (name.trim() === '') {
      throw new Error('whom shall I greet?');
    }
    greeted += 1;
    call.event('greeting', { number: greeted });
    return { greeting: `Hello, ${name}!` };
  },

  async count() {
    return { greeted };
  },
};

// What the next version is given, and what this one gets back should that one fail.
export function exportState() {
  return { greeted };
}

export function importState(state) {
  greeted = state.greeted;
}

// true, or a sentence that says what is wrong.
export function health() {
  return true;
}
