import {
  AuditOutlined,
  BarChartOutlined,
  CloudUploadOutlined,
  ContactsOutlined,
  FormOutlined,
  FundOutlined,
  HomeOutlined,
  InboxOutlined,
  LineChartOutlined,
  ReadOutlined,
  RiseOutlined,
  ScheduleOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';

export interface NavItem {
  key:
    | 'home'
    | 'tickets'
    | 'board'
    | 'metrics'
    | 'charts'
    | 'improvements'
    | 'customers'
    | 'surveys'
    | 'procedures'
    | 'training'
    | 'people'
    | 'imports'
    | 'jobs'
    | 'settings';
  path: string;
  /** The keys that go there. */
  keys: string;
  icon: ReactNode;
  /** Shown only to those who have it. */
  permission?: string;
  /** Below the line: seldom needed. */
  secondary?: boolean;
}

export const navItems: readonly NavItem[] = [
  { key: 'home', path: '/', keys: 'g h', icon: <HomeOutlined /> },
  { key: 'tickets', path: '/tickets', keys: 'g t', icon: <InboxOutlined />, permission: 'tickets.read' },
  { key: 'board', path: '/board', keys: 'g b', icon: <FundOutlined />, permission: 'metrics.read' },
  { key: 'metrics', path: '/analysis', keys: 'g m', icon: <BarChartOutlined />, permission: 'metrics.read' },
  { key: 'charts', path: '/charts', keys: 'g k', icon: <LineChartOutlined />, permission: 'charts.read' },
  {
    key: 'improvements',
    path: '/improvements',
    keys: 'g v',
    icon: <RiseOutlined />,
    permission: 'improvements.read',
  },
  {
    key: 'customers',
    path: '/customers',
    keys: 'g c',
    icon: <ContactsOutlined />,
    permission: 'customers.read',
  },
  { key: 'surveys', path: '/surveys', keys: 'g f', icon: <FormOutlined />, permission: 'surveys.read' },
  {
    key: 'procedures',
    path: '/procedures',
    keys: 'g o',
    icon: <AuditOutlined />,
    permission: 'procedures.read',
  },
  { key: 'training', path: '/training', keys: 'g l', icon: <ReadOutlined />, permission: 'training.take' },
  { key: 'people', path: '/people', keys: 'g p', icon: <TeamOutlined />, permission: 'people.read' },
  {
    key: 'imports',
    path: '/imports',
    keys: 'g i',
    icon: <CloudUploadOutlined />,
    permission: 'imports.manage',
    secondary: true,
  },
  {
    key: 'jobs',
    path: '/jobs',
    keys: 'g j',
    icon: <ScheduleOutlined />,
    permission: 'jobs.read',
    secondary: true,
  },
  { key: 'settings', path: '/settings', keys: 'g s', icon: <SettingOutlined />, secondary: true },
];
