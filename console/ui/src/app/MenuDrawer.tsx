import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Nav } from './Nav';
import { useFocusBack } from '../components/useFocusBack';
import { hide } from './overlay';

/** The menu on narrow screens. */
export default function MenuDrawer() {
  const { t } = useTranslation();
  useFocusBack();
  return (
    <Drawer open placement="left" size={260} title={t('app.name')} onClose={hide}>
      <Nav onNavigate={hide} />
    </Drawer>
  );
}
