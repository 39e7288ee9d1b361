/** The mark: a loop that closes on a result checked, with the next signal already on its way. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#0e6b62" />
      <path
        d="M23.4 11.2A8.8 8.8 0 1 0 24.8 16"
        fill="none"
        stroke="#fff"
        strokeWidth="2.8"
        strokeLinecap="round"
      />
      <path
        d="M11.6 16.4l3.2 3.2 6-7"
        fill="none"
        stroke="#8fe3d3"
        strokeWidth="2.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="24.4" cy="11" r="2.1" fill="#f4b860" />
    </svg>
  );
}
