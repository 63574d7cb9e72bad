import { createElement as h, useId, useState } from 'react';
import { Button, definePlugin, useLanguage } from '@backplane/ui-sdk';

const TEXTS = {
  en: { name: 'Name', greet: 'Greet' },
  zh: { name: '姓名', greet: '问候' },
};

export default definePlugin({
  id: 'greeter',
  apiVersion: 1,
  setup(host) {
    function Greeting() {
      const texts = TEXTS[useLanguage()];
      const field = useId();
      const [name, setName] = useState('World');
      const [answer, setAnswer] = useState('');
      const greet = async () => {
        try {
          setAnswer((await host.call('greeter', 'hello', { name })).greeting);
        } catch (error) {
          setAnswer(error.message);
        }
      };
      return h(
        'div',
        { className: 'greeter' },
        h('label', { htmlFor: field }, texts.name),
        h('input', { id: field, value: name, onChange: (event) => setName(event.target.value) }),
        h(Button, { onClick: greet }, texts.greet),
        h('output', null, answer),
      );
    }

    const title = { en: 'Greetings', zh: '问候' };
    host.widgets.add({ id: 'greeting', title, place: 'dashboard', component: Greeting });
    host.routes.add({ path: '', title, component: Greeting });
  },
});
