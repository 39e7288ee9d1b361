import {
  BarChartOutlined,
  CloudUploadOutlined,
  ContactsOutlined,
  FundOutlined,
  HomeOutlined,
  InboxOutlined,
  ScheduleOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';

export interface NavItem {
  key: 'home' | 'tickets' | 'board' | 'metrics' | 'customers' | 'people' | 'imports' | 'jobs' | 'settings';
  path: string;
  icon: ReactNode;
  /** Shown only to those who have it. */
  permission?: string;
  /** Below the line: seldom needed. */
  secondary?: boolean;
}

export const navItems: readonly NavItem[] = [
  { key: 'home', path: '/', icon: <HomeOutlined /> },
  { key: 'tickets', path: '/tickets', icon: <InboxOutlined />, permission: 'tickets.read' },
  { key: 'board', path: '/board', icon: <FundOutlined />, permission: 'metrics.read' },
  { key: 'metrics', path: '/analysis', icon: <BarChartOutlined />, permission: 'metrics.read' },
  { key: 'customers', path: '/customers', icon: <ContactsOutlined />, permission: 'customers.read' },
  { key: 'people', path: '/people', icon: <TeamOutlined />, permission: 'people.read' },
  {
    key: 'imports',
    path: '/imports',
    icon: <CloudUploadOutlined />,
    permission: 'imports.manage',
    secondary: true,
  },
  { key: 'jobs', path: '/jobs', icon: <ScheduleOutlined />, permission: 'jobs.read', secondary: true },
  { key: 'settings', path: '/settings', icon: <SettingOutlined />, secondary: true },
];
