import { AppstoreAddOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { pathOf, routes, textIn, useAdded } from './registry';

interface Props {
  collapsed: boolean;
  onNavigate: (() => void) | undefined;
}

/** The pages that plugins add; nothing where there are none. */
export function ExtensionLinks({ collapsed, onNavigate }: Props) {
  const { t, i18n } = useTranslation();
  const added = useAdded(routes);
  if (added.length === 0) return null;
  return (
    <>
      <h2 className="nav-group">{t('nav.extensions')}</h2>
      <ul>
        {added.map((route) => {
          const text = textIn(route.item.title, i18n.language);
          return (
            <li key={pathOf(route)}>
              <NavLink
                to={pathOf(route)}
                end
                className="nav-link"
                title={collapsed ? text : undefined}
                onClick={onNavigate}
              >
                <span className="nav-icon" aria-hidden>
                  <AppstoreAddOutlined />
                </span>
                <span className="nav-text">{text}</span>
              </NavLink>
            </li>
          );
        })}
      </ul>
    </>
  );
}
