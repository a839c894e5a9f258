/** The page's icons: strokes in the colour of the text around them, hidden from screen readers. */

const paths = {
  hash: "M9.5 4 7 20M17 4l-2.5 16M4.5 9h16M3.5 15h16",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13z",
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6 6 18",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 14.5c.9 1.3 2 2 3.5 2s2.6-.7 3.5-2M9 9.5h.01M15 9.5h.01",
  reply: "M4 5h16v11h-9l-5 4v-4H4z",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5",
  send: "M4 12 20 4l-5 16-3-7z",
  check: "M5 12.5 10 17.5 19 7",
  up: "M6 15l6-6 6 6",
  fold: "M6 9l6 6 6-6",
  down: "M12 5v14M6 13l6 6 6-6",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16.5 16.5 20.5 20.5",
  pin: "M9 4h6l-.8 6 3.3 3.5V15h-11v-1.5L9.8 10zM12 15v6",
  pulse: "M3 12h4l2.5-7 5 14 2.5-7h4",
  home: "M4 11 12 4l8 7v9h-5.5v-5.5h-5V20H4z",
  right: "M5 12h14M13 6l6 6-6 6",
  left: "M19 12H5M11 6l-6 6 6 6",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  clip: "M19.5 11.5 12 19a5 5 0 0 1-7-7l8-8a3.4 3.4 0 0 1 4.8 4.8l-7.9 7.9a1.7 1.7 0 0 1-2.4-2.4L14.5 7.3",
  plus: "M12 5v14M5 12h14",
  warning: "M12 4 2.5 20h19zM12 10v4.5M12 17.2v.01",
  bolt: "M13 3 5 13.5h6L10 21l8-10.5h-6z",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6M18 14.5c2 .8 3.2 2.6 3.5 5.5",
};

/** Name of an icon. */
export type IconName = keyof typeof paths;

/** One icon, 16 px unless told. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
