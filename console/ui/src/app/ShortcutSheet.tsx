import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { MOD_KEY } from './Header';
import { useFocusBack } from '../components/useFocusBack';
import { hide } from './overlay';

export default function ShortcutSheet() {
  const { t } = useTranslation();
  useFocusBack();
  const then = t('shortcuts.then');
  const rows: [string[], string][] = [
    [[MOD_KEY, 'K'], t('shortcuts.palette')],
    [['/'], t('shortcuts.search')],
    [['g', then, 'd'], t('shortcuts.goDashboard')],
    [['g', then, 'i'], t('shortcuts.goInstances')],
    [['g', then, 'r'], t('shortcuts.goDrivers')],
    [['g', then, 'l'], t('shortcuts.goLab')],
    [['g', then, 'p'], t('shortcuts.goPlugins')],
    [['g', then, 'o'], t('shortcuts.goObservability')],
    [['g', then, 'b'], t('shortcuts.goBundles')],
    [['n'], t('shortcuts.notifications')],
    [['['], t('shortcuts.menu')],
    [['?'], t('shortcuts.sheet')],
  ];
  return (
    <Modal open title={t('shortcuts.title')} footer={null} onCancel={hide} width={440}>
      <dl className="shortcuts">
        {rows.map(([keys, text]) => (
          <div key={text}>
            <dt>{text}</dt>
            <dd>
              {keys.map((key) =>
                key === then ? <i key={key}>{key}</i> : <kbd key={key}>{key}</kbd>,
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
