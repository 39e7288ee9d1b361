import { expect, test } from 'vitest';
import { deviceName } from './device-name.ts';

test('a device is told by its browser and its system', () => {
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0';
  expect(deviceName(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36`)).toBe(
    'Chrome · Windows',
  );
  expect(deviceName(`Mozilla/5.0 (Windows NT 10.0) ${chrome} Safari/537.36 Edg/140.0`)).toBe(
    'Edge · Windows',
  );
  expect(
    deviceName(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
    ),
  ).toBe('Safari · iPhone');
  expect(deviceName(`Mozilla/5.0 (Linux; Android 15) ${chrome} Mobile MicroMessenger/8.0.50`)).toBe(
    'MicroMessenger · Android',
  );
});

test('what nobody knows stays as it is, nothing stays nothing', () => {
  expect(deviceName('curl/8.9.1')).toBe('curl/8.9.1');
  expect(deviceName(' ')).toBeNull();
  expect(deviceName(null)).toBeNull();
});
