import { Line } from "../base/order";

/** The announcements of each channel. */
export const announcements = new Line();
