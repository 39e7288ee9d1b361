import { z } from 'zod';
import { id, instant, pageQuery } from './common.ts';
import { definePermissions } from './permissions.ts';

export const platformPermissions = definePermissions({
  'jobs.read': {
    words: { zh: '查看后台任务及其进度', en: 'See background jobs and their progress' },
    roles: { owner: 'all', manager: 'all', analyst: 'all' },
  },
  'jobs.cancel': {
    words: { zh: '取消后台任务', en: 'Cancel background jobs' },
    roles: { owner: 'all', manager: 'all' },
  },
  'files.upload': {
    words: { zh: '上传附件', en: 'Upload attachments' },
    roles: {
      owner: 'all',
      manager: 'all',
      teamLead: 'all',
      agent: 'all',
      quality: 'all',
      trainer: 'all',
      analyst: 'all',
    },
  },
  'files.read': {
    words: { zh: '下载附件', en: 'Download attachments' },
    roles: {
      owner: 'all',
      manager: 'all',
      teamLead: 'all',
      agent: 'all',
      quality: 'all',
      trainer: 'all',
      analyst: 'all',
    },
  },
});

export const jobStatuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

/** Long work as people see it. `total` is null while it is not known. */
export const jobSchema = z.object({
  id,
  kind: z.string(),
  title: z.string(),
  status: z.enum(jobStatuses),
  done: z.number().int(),
  total: z.number().int().nullable(),
  note: z.string(),
  result: z.record(z.string(), z.unknown()).nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

export const jobsQuery = pageQuery;

export const fileSchema = z.object({
  id,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
});
export type FileInfo = z.infer<typeof fileSchema>;
