import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { InstanceDetails } from '../../api/instance';
import { useMayManage } from '../../app/session';
import { quoted } from '../../calls/cli';
import { CopyButton } from '../../components/CopyButton';
import { Facts, type Fact } from '../../components/Facts';
import { CheckTag, InstanceTag } from '../../components/Level';
import { Panel } from '../../components/Panel';
import { dateTime } from '../../format/format';
import { labelText } from '../instances/labels';
import { workspaceLink } from '../workspace/link';
import { SettingsDialog } from './SettingsDialog';
import type { TabProps } from './tabs';
import { UsagePanel } from './UsagePanel';

export default function OverviewTab({ instance }: TabProps) {
  return (
    <div className="instance-board">
      <div className="stack">
        <UsagePanel instance={instance} />
        <StatusPanel instance={instance} />
      </div>
      <div className="stack">
        <SettingsPanel instance={instance} />
        <ProcessPanel instance={instance} />
      </div>
    </div>
  );
}

const text = (value: string) => (
  <span className="path">
    <code>{value}</code>
    <CopyButton text={value} />
  </span>
);

function StatusPanel({ instance }: { instance: InstanceDetails }) {
  const { t, i18n } = useTranslation();
  const time = (at: string | null | undefined) => (at ? dateTime(at, i18n.language) : '–');
  const { exit, health, wanted, inStep } = instance;
  const ended = exit
    ? exit.signal
      ? t('instance.bySignal', { signal: exit.signal })
      : t('instance.byCode', { code: exit.code ?? '?' })
    : '–';
  const facts: Fact[] = [
    {
      label: t('instance.state'),
      value: <InstanceTag state={instance.state} />,
      note: t('instance.since', { time: time(instance.since) }),
    },
    { label: t('instance.reason'), value: instance.reason || '–' },
    { label: t('instance.wanted'), value: wanted ? t('instance.up') : t('instance.down') },
    { label: t('instance.lastExit'), value: ended, note: exit ? time(exit.at) : undefined },
    { label: t('instance.started'), value: time(instance.startedAt) },
    { label: t('instance.next'), value: time(instance.nextStartAt) },
    {
      label: t('instance.health'),
      value: <CheckTag level={health.level} />,
      note: health.message,
    },
    {
      label: t('instance.protocol'),
      value: inStep ? t('instance.inStep') : t('instance.outOfStep'),
    },
    { label: t('instance.created'), value: time(instance.createdAt) },
  ];
  return (
    <Panel title={t('instance.status')}>
      <Facts facts={facts} />
    </Panel>
  );
}

function SettingsPanel({ instance }: { instance: InstanceDetails }) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const [open, setOpen] = useState(false);
  const serviceFacts = (): Fact[] => [
    {
      label: t('instance.code'),
      value: t(`instance.codes.${instance.code === 'workspace' ? 'workspace' : 'package'}`),
      note: <Link to={workspaceLink(instance.id)}>{t('instance.tab.workspace')}</Link>,
    },
    { label: t('instance.host'), value: <code>{instance.args.join(' ') || '–'}</code> },
  ];
  const edit = mayManage ? (
    <Button size="small" onClick={() => setOpen(true)}>
      {t('instance.edit')}
    </Button>
  ) : null;
  return (
    <Panel title={t('instance.settings')} extra={edit}>
      <Facts
        facts={[
          { label: t('instance.profile'), value: t(`instance.profiles.${instance.profile}`) },
          { label: t('instance.restart'), value: t(`instance.policies.${instance.restart}`) },
          { label: t('instance.labels'), value: labelText(instance.labels) || '–' },
          ...(instance.kind === 'service' ? serviceFacts() : []),
        ]}
      />
      {open ? <SettingsDialog instance={instance} onClose={() => setOpen(false)} /> : null}
    </Panel>
  );
}

function ProcessPanel({ instance }: { instance: InstanceDetails }) {
  const { t } = useTranslation();
  const { command, env, directory, debugger: address } = instance;
  const variables = Object.entries(env);
  return (
    <Panel title={t('instance.process')}>
      <Facts
        facts={[
          { label: t('instance.command'), value: text(command.map(quoted).join(' ')) },
          { label: t('instance.directory'), value: text(directory) },
          ...(address ? [{ label: t('instance.debugger'), value: text(address) }] : []),
          {
            label: t('instance.env'),
            value:
              variables.length === 0 ? (
                <span className="quiet">{t('instance.noEnv')}</span>
              ) : (
                <ul className="env">
                  {variables.map(([name, value]) => (
                    <li key={name}>
                      <code>
                        {name}={value}
                      </code>
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
    </Panel>
  );
}
