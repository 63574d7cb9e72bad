import { Button, Drawer, Space } from 'antd';
import { AppstoreOutlined, DeleteOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { rollBack } from '../../api/plugins';
import type { Plugin } from '../../api/types';
import { useMayManage } from '../../app/session';
import { CopyButton } from '../../components/CopyButton';
import { Empty } from '../../components/Empty';
import { Facts } from '../../components/Facts';
import { StateTag } from '../../components/Level';
import { useFocusBack } from '../../components/useFocusBack';
import { useQueryParam } from '../../components/useQueryParam';
import { count, dateTime, shortDigest } from '../../format/format';
import { CommandCard } from '../../calls/CommandCard';
import { UpdateUnderWay } from '../../updates/UpdateUnderWay';
import { UiModulePart } from './UiModulePart';
import { LeaksPart } from './versions/LeaksPart';
import { StatusButton } from './versions/StatusButton';
import { HistoryPart } from './versions/HistoryPart';
import { UpdateOver } from './versions/UpdateOver';
import { useUpdates } from './versions/useUpdates';
import { VersionsPart } from './versions/VersionsPart';

interface Props {
  id: string;
  /** Undefined when the kernel has no such plugin. */
  plugin: Plugin | undefined;
  onClose: () => void;
  onUnload: (plugin: Plugin) => void;
}

/** All about one plugin. */
export default function PluginDrawer({ id, plugin, onClose, onUnload }: Props) {
  const { t } = useTranslation();
  useFocusBack();
  const mayManage = useMayManage();
  const title = (
    <span className="drawer-title">
      {id}
      {plugin ? (
        <>
          <span className="mono quiet">{plugin.version}</span>
          <StateTag state={plugin.state} />
        </>
      ) : null}
    </span>
  );
  const actions =
    plugin && mayManage ? (
      <Space>
        <StatusButton plugin={plugin} />
        <Button
          size="small"
          danger
          icon={<DeleteOutlined aria-hidden />}
          onClick={() => onUnload(plugin)}
        >
          {t('plugins.unload')}
        </Button>
      </Space>
    ) : null;
  return (
    <Drawer open title={title} extra={actions} onClose={onClose} size="min(760px, 100vw)">
      {plugin ? (
        <Details plugin={plugin} />
      ) : (
        <Empty
          icon={<AppstoreOutlined />}
          title={t('plugins.gone', { id })}
          hint={t('plugins.goneHint')}
        />
      )}
    </Drawer>
  );
}

function Details({ plugin }: { plugin: Plugin }) {
  const { t, i18n } = useTranslation();
  const commands = plugin.commands ?? [];
  const { update } = plugin;
  const [wanted, setWanted] = useQueryParam('to');
  const { kept, records, over } = useUpdates(plugin, wanted);
  return (
    <>
      {update ? (
        <UpdateUnderWay
          update={update}
          inPlace={plugin.exclusive === true}
          back={() => rollBack(plugin.id)}
        />
      ) : null}
      {over ? <UpdateOver key={over.id} record={over} /> : null}
      {plugin.reason ? (
        <section className={`reason reason-${plugin.state}`}>
          <h2>{t('details.reason')}</h2>
          <p>{plugin.reason}</p>
        </section>
      ) : null}
      <section className="drawer-part">
        <h2>{t('details.facts')}</h2>
        <PluginFacts plugin={plugin} />
      </section>
      <VersionsPart plugin={plugin} kept={kept} wanted={wanted} onWant={setWanted} />
      <section className="drawer-part">
        <h2>
          {t('details.commands')}{' '}
          <span className="count-badge">{count(commands.length, i18n.language)}</span>
        </h2>
        {commands.length === 0 ? <p className="quiet">{t('details.noCommands')}</p> : null}
        {commands.map((command) => (
          <CommandCard
            key={command.name}
            unit={plugin.id}
            command={command}
            unavailable={plugin.state === 'active' ? undefined : t('call.inactive')}
          />
        ))}
      </section>
      {plugin.uiModule ? <UiModulePart module={plugin.uiModule} /> : null}
      <LeaksPart plugin={plugin} />
      <HistoryPart records={records} />
    </>
  );
}

function PluginFacts({ plugin }: { plugin: Plugin }) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => count(value, i18n.language);
  const time = (value: string | null | undefined) => (value ? dateTime(value, i18n.language) : '–');
  const { calls } = plugin;
  const tally = calls
    ? [
        `${number(calls.ok)} ${t('plugins.callsOk')}`,
        `${number(calls.failed)} ${t('plugins.callsFailed')}`,
        `${number(calls.refused)} ${t('plugins.callsRefused')}`,
        `${number(calls.queued)} ${t('plugins.queued')}`,
      ].join(' · ')
    : '–';
  return (
    <Facts
      facts={[
        { label: t('details.symbolicName'), value: plugin.symbolicName },
        { label: t('details.source'), value: t(`plugins.source.${plugin.source}`) },
        { label: t('details.entry'), value: <code>{plugin.entry}</code> },
        {
          label: t('details.digest'),
          value: (
            <span className="path">
              <code title={plugin.digest}>{shortDigest(plugin.digest)}</code>
              <CopyButton text={plugin.digest} />
            </span>
          ),
        },
        { label: t('details.installed'), value: time(plugin.installedAt) },
        { label: t('details.started'), value: time(plugin.startedAt) },
        { label: t('details.calls'), value: tally },
        ...(plugin.exclusive
          ? [{ label: t('details.exclusive'), value: t('details.exclusiveText') }]
          : []),
        ...(plugin.permissions?.length
          ? [{ label: t('details.permissions'), value: plugin.permissions.join(', ') }]
          : []),
      ]}
    />
  );
}
