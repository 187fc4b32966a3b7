namespace LeanRx.Server.AspNetCore.Rest.Internal;

// protocol.md §10
/// <summary>The shapes of answers.</summary>
static class RestShapes
{
    static readonly RestField s_next = new("next", RestType.Text, "What to ask the next page with; not there on the last one.");

    public static RestShape Nothing { get; } = new("Nothing", []);

    public static RestShape Refusal { get; } =
        new("Refusal", [Sure("code", RestType.Number, "The HTTP status, or a messaging code from 4100."),
        Sure("error", RestType.Text, "What is wrong, a sentence.")]);

    public static RestShape Changed { get; } =
        new("Changed", [Sure("objectId", RestType.Text, "What was changed."), Sure("updatedAt", RestType.Text, "When, ISO 8601.")]);

    public static RestShape Conversation { get; } =
        new("Conversation", [Sure("objectId", RestType.Text, "Its id."), new("name", RestType.Text, "Its name."), new("c", RestType.Text, "Its creator."),
        Sure("m", RestType.Texts, "Its members."), Sure("createdAt", RestType.Text, "When it was made, ISO 8601."),
        Sure("updatedAt", RestType.Text, "When it was changed, ISO 8601.")]);

    public static RestShape Conversations { get; } =
        new("Conversations",
        [Sure("results", RestType.Objects, "Conversations, with all their columns."),
        new("count", RestType.Number, "How many match, where it was asked for.")]);

    public static RestShape Installation { get; } =
        new("Installation", [Sure("objectId", RestType.Text, "Its id."), Sure("deviceType", RestType.Text, "The kind of device."),
        new("deviceToken", RestType.Text, "What its push service addresses it by."), new("installationId", RestType.Text, "What its app calls it."),
        Sure("channels", RestType.Texts, "The clients that are notified on it, and other names."), Sure("badge", RestType.Number, "The number on the icon."),
        Sure("createdAt", RestType.Text, "When it was registered, ISO 8601."), Sure("updatedAt", RestType.Text, "When it was changed, ISO 8601.")]);

    public static RestShape Scan { get; } =
        new("Scan", [Sure("results", RestType.Objects, "The rows, with all their columns."),
        new("cursor", RestType.Text, "What to ask the next page with; not there on the last one.")]);

    public static RestShape Result { get; } = new("Result", [Sure("result", RestType.Texts, "The clients.")]);

    public static RestShape Number { get; } = new("Number", [Sure("result", RestType.Number, "How many.")]);

    public static RestShape Count { get; } = new("Count", [Sure("count", RestType.Number, "How many.")]);

    public static RestShape Online { get; } = new("Online", [Sure("results", RestType.Texts, "Those that are online.")]);

    public static RestShape Clients { get; } = new("Clients", [Sure("client_ids", RestType.Texts, "The clients."), s_next]);

    public static RestShape BlockedConversations { get; } = new("BlockedConversations", [Sure("conv_ids", RestType.Texts, "The conversations."), s_next]);

    public static RestShape Roles { get; } = new("Roles", [Sure("results", RestType.Objects, "Each with clientId, objectId and role.")]);

    public static RestShape Sent { get; } =
        new("Sent", [Sure("msg-id", RestType.Text, "The message."), Sure("timestamp", RestType.Number, "Its time, milliseconds.")]);

    public static RestShape Messages { get; } = new("Message",
    [
        Sure("msg-id", RestType.Text, "Its id."),
        Sure("timestamp", RestType.Number, "Its time, milliseconds."),
        Sure("conv-id", RestType.Text, "Its conversation."),
        Sure("from", RestType.Text, "Its sender."),
        Sure("to", RestType.Text, "Its conversation."),
        Sure("data", RestType.Text, "Its body."),
        Sure("bin", RestType.Flag, "True when data is base64 of bytes."),
        Sure("is-conv", RestType.Flag, "Always true."),
        Sure("is-room", RestType.Flag, "Always false."),
        new("ack-at", RestType.Number, "When it was received first, milliseconds."),
        new("to_clients", RestType.Texts, "In a service conversation, the clients that it is for; told to operators alone, and only where it is not for all."),
        new("valid_till", RestType.Number, "Until when a broadcast is given to those who come online, milliseconds."),
    ])
    { IsArray = true };

    public static RestShape Subscriptions { get; } =
        new("Subscription", [Sure("conv_id", RestType.Text, "The service conversation."), Sure("subscriber", RestType.Text, "The client."),
        Sure("timestamp", RestType.Number, "Since when, milliseconds.")])
        { IsArray = true };

    public static RestShape OnlineClients { get; } =
        new("OnlineClients", [Sure("results", RestType.Objects, "Each with client_id and its sessions."), s_next]);

    public static RestShape Kicked { get; } = new("Kicked", [Sure("sessions", RestType.Number, "How many logins were ended.")]);

    public static RestShape Statistics { get; } = new("Statistics",
    [
        Sure("result", RestType.Object, "online_user_count and user_count_today."),
        Sure("timestamp", RestType.Number, "When it was read, milliseconds."),
        Sure("server", RestType.Object, "What the server holds: connections, pending_commands, queue_bytes, memory_bytes, conversations_in_memory; since " +
            "started_at its slow_readers and the refusals, by code, of those who belong to no application; times of the store in the last minute."),
        Sure("application", RestType.Object, "Of the application: clients, sessions, messages received and delivered, in all and a second; times of sends in " +
            "the last minute; refusals by code."),
    ]);

    public static RestShape Minutes { get; } = new("Minutes",
    [
        new("start", RestType.Number, "When the first of the minutes began, milliseconds; not there while none is over."),
        Sure("step", RestType.Number, "How long a minute is, milliseconds."),
        Sure("connections", RestType.Numbers, "Of the server: the most open connections."),
        Sure("slow_readers", RestType.Numbers, "Of the server: connections dropped because too much waited for them."),
        Sure("store_p50_ms", RestType.Numbers, "Of the server: the median time of the store; null where there was none."),
        Sure("store_p99_ms", RestType.Numbers, "Of the server: the time that 99 of 100 writes of the store kept; null where there was none."),
        Sure("clients", RestType.Numbers, "The most clients that were online."),
        Sure("received", RestType.Numbers, "Messages taken from clients."),
        Sure("delivered", RestType.Numbers, "Messages pushed to logins."),
        Sure("refused", RestType.Numbers, "Commands that were refused."),
        Sure("send_p50_ms", RestType.Numbers, "The median time of sends; null where there was none."),
        Sure("send_p99_ms", RestType.Numbers, "The time that 99 of 100 sends kept; null where there was none."),
    ]);

    public static RestShape Notifications { get; } =
        new("Notifications",
        [new("permanent", RestType.Object, "Pushes that are kept: hasMore and notifications."),
        new("droppable", RestType.Object, "Whether caches of conversations are void."),
        new("hasMore", RestType.Flag, "In the flat answer: whether there are more."),
        new("notifications", RestType.Objects, "In the flat answer: the pushes.")]);

    static RestField Sure(string name, RestType type, string meaning) => new(name, type, meaning) { IsRequired = true };
}
