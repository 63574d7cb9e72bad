import { CodeOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { ref } from '../../api/instance';
import { CommandCard } from '../../calls/CommandCard';
import { Empty } from '../../components/Empty';
import type { TabProps } from './tabs';
import '../../calls/details.css';

/** What the instance can be asked to do. */
export default function CommandsTab({ instance }: Pick<TabProps, 'instance'>) {
  const { t } = useTranslation();
  const commands = instance.meta.commands ?? [];
  const running = instance.state === 'running';
  if (commands.length === 0) {
    return (
      <Empty icon={<CodeOutlined />} title={t('commands.empty')} hint={t('commands.emptyHint')} />
    );
  }
  return (
    <section className="stack commands" aria-label={t('instance.tab.commands')}>
      <h2 className="visually-hidden">{t('instance.tab.commands')}</h2>
      {commands.map((command) => (
        <CommandCard
          key={command.name}
          unit={ref(instance)}
          command={command}
          unavailable={running ? undefined : t('commands.notRunning')}
        />
      ))}
    </section>
  );
}
