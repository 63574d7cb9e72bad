import { Command } from 'cmdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { act } from '../api/instances';
import { useAct } from '../components/useAct';
import { pathOf, routes, textIn, useAdded } from '../extensions/registry';
import { LANGUAGE_NAMES, type Language } from '../i18n/language';
import { switchLanguage } from '../i18n';
import { useLive } from '../live/store';
import { actsFor } from '../live/acts';
import { workspaceLink } from '../pages/workspace/link';
import { hide, show } from './overlay';
import { ALL_PAGES } from './pages';
import { chooseTheme } from './preferences';
import { useMayCall, useMayManage } from './session';
import { THEME_MODES } from './ThemeMenu';
import { leave } from './UserMenu';
import './palette.css';

interface Entry {
  id: string;
  text: string;
  note?: ReactNode;
  run: () => void;
}

/** Pages, instances, plugins and actions by name. */
export default function CommandPalette() {
  const { t } = useTranslation();
  const groups = useGroups();
  return (
    <Command.Dialog
      open
      onOpenChange={(open) => !open && hide()}
      label={t('palette.title')}
      overlayClassName="palette-overlay"
      contentClassName="palette"
      loop
    >
      <Command.Input placeholder={t('palette.placeholder')} />
      <Command.List label={t('palette.title')}>
        <Command.Empty>{t('palette.empty')}</Command.Empty>
        {groups.map(({ title, entries }) => (
          <Command.Group key={title} heading={title}>
            {entries.map(({ id, text, note, run }) => (
              <Command.Item
                key={id}
                value={`${text} ${id}`}
                onSelect={() => {
                  hide();
                  run();
                }}
              >
                <span>{text}</span>
                {note ? <span className="palette-note">{note}</span> : null}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command.Dialog>
  );
}

/** Each instance, and what its state lets one do with it. */
function useInstanceEntries(): Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayCall = useMayCall();
  const { run } = useAct();
  const instances = useLive((live) => live.instances) ?? [];
  return instances.flatMap((instance): Entry[] => {
    const { id, state } = instance;
    const open = { id: `instance-${id}`, text: id, note: t(`instances.state.${state}`) };
    const acts = mayCall ? actsFor(instance) : [];
    return [
      { ...open, run: () => void navigate(`/instances/${encodeURIComponent(id)}`) },
      ...(instance.kind === 'service'
        ? [
            {
              id: `workspace-${id}`,
              text: t('workspace.titleOf', { id }),
              run: () => void navigate(workspaceLink(id)),
            },
          ]
        : []),
      ...acts.map((what) => ({
        id: `${what}-${id}`,
        text: t(`instances.actOf.${what}`, { id }),
        run: () => void run(() => act(id, what)),
      })),
    ];
  });
}

function useGroups(): { title: string; entries: Entry[] }[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const plugins = useLive((live) => live.plugins?.plugins) ?? [];
  const mayManage = useMayManage();
  const instances = useInstanceEntries();
  const added = useAdded(routes);
  const go = (path: string) => () => void navigate(path);
  const language: Language = i18n.language === 'zh' ? 'en' : 'zh';
  const name = LANGUAGE_NAMES[language];
  const upload = { id: 'upload', text: t('palette.upload'), run: go('/plugins?upload=1') };
  const install = {
    id: 'install',
    text: t('palette.install'),
    run: go('/drivers?upload=1'),
  };
  const service = {
    id: 'service',
    text: t('services.new'),
    run: go('/drivers?kind=service&new=1'),
  };
  const installService = {
    id: 'install-service',
    text: t('palette.installService'),
    run: go('/drivers?kind=service&upload=1'),
  };
  const create = {
    id: 'create',
    text: t('instances.create'),
    run: go('/instances?create=1'),
  };
  const actions: Entry[] = [
    ...(mayManage ? [create, service, upload, install, installService] : []),
    ...THEME_MODES.map((mode) => ({
      id: `theme-${mode}`,
      text: t('palette.theme', { name: t(`theme.${mode}`) }),
      run: () => chooseTheme(mode),
    })),
    {
      id: 'language',
      text: t('language.switch', { name }),
      run: () => void switchLanguage(language),
    },
    { id: 'notifications', text: t('notifications.title'), run: () => show('notifications') },
    { id: 'shortcuts', text: t('shortcuts.title'), note: '?', run: () => show('shortcuts') },
    { id: 'logout', text: t('user.logOut'), run: () => void leave() },
  ];
  const pages = [
    ...ALL_PAGES.map(({ path, label }) => ({ path, text: t(`nav.${label}`) })),
    ...added.map((it) => ({ path: pathOf(it), text: textIn(it.item.title, i18n.language) })),
  ].map(({ path, text }) => ({ id: path, text, run: go(path) }));
  const units = plugins.map(({ id, version }) => ({
    id: `plugin-${id}`,
    text: id,
    note: version,
    run: go(`/plugins/${encodeURIComponent(id)}`),
  }));
  return [
    { title: t('palette.pages'), entries: pages },
    { title: t('nav.instances'), entries: instances },
    { title: t('palette.plugins'), entries: units },
    { title: t('palette.actions'), entries: actions },
  ].filter(({ entries }) => entries.length > 0);
}
