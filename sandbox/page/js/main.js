/** Starts the page: every part watches the state, and the connection fills it. */

import { startComposer } from "./composer.js";
import { act, connect } from "./connection.js";
import { startModal } from "./modal.js";
import { startNotices } from "./notices.js";
import { startPanel } from "./panel.js";
import { addressed } from "./places.js";
import { startSidebar } from "./sidebar.js";
import { change, state, watch } from "./store.js";
import { startTabs } from "./tabs.js";
import { startTalk } from "./talk.js";
import { startThread } from "./thread.js";

startSidebar();
startTalk();
startComposer();
startThread();
startPanel();
startTabs();
startNotices();
startModal();

const { person, place } = addressed();
change({ place });
watch(["isConnected"], () => state.isConnected && state.place === "home" && act("home"));
connect(person);
