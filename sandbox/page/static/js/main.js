/** Starts the page: every part watches the state, and the connection fills it. */

import { startComposer } from "./workspace/composer.js";
import { act, connect } from "./connection.js";
import { startModal } from "./workspace/modal.js";
import { startNotices } from "./workspace/notices.js";
import { startPanel } from "./inspector/panel.js";
import { addressed } from "./workspace/navigation.js";
import { startSidebar } from "./workspace/sidebar.js";
import { change, state, watch } from "./store.js";
import { startTabs } from "./workspace/tabs.js";
import { startConversation } from "./workspace/conversation.js";
import { startThread } from "./workspace/thread.js";

startSidebar();
startConversation();
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
