using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>The commands, with names and types.</summary>
public static class PeerCommands
{
    extension(Peer peer)
    {
        public Task OpenAsync(string? tag = null) => peer.AskAsync("open", new JsonObject { ["tag"] = tag, ["masterKey"] = peer.MasterKey });

        public Task CloseAsync() => peer.AskAsync("close");

        public async Task<string> CreateAsync(string[] members, JsonObject? options = null)
        {
            var arguments = options ?? [];
            arguments["members"] = Strings(members);
            return (string)(await peer.AskAsync("create", arguments))!;
        }

        public Task EnterAsync(string conversation) => peer.AskAsync("enter", Of(conversation));

        public async Task<JsonObject> GetAsync(string conversation) => (await peer.AskAsync("get", Of(conversation)))?.AsObject()
            ?? throw new ScenarioException($"{peer}: no conversation {conversation}");

        public Task AddAsync(string conversation, string member) => peer.AskAsync("add", Of(conversation, ("members", Strings(member))));

        public Task RemoveAsync(string conversation, string member) => peer.AskAsync("remove", Of(conversation, ("members", Strings(member))));

        public Task JoinAsync(string conversation) => peer.AskAsync("join", Of(conversation));

        public Task LeaveAsync(string conversation) => peer.AskAsync("leave", Of(conversation));

        public async Task<int> CountAsync(string conversation) => (int)(await peer.AskAsync("count", Of(conversation)))!;

        public Task<Sent> SendAsync(string conversation, JsonObject content, bool receipt = false) =>
            peer.SendAsync(conversation, content, ("receipt", receipt));

        /// <summary>Sends with options: receipt, transient, will, priority, mentions, mentionAll.</summary>
        public async Task<Sent> SendAsync(string conversation, JsonObject content, params (string Name, JsonNode? Value)[] options)
        {
            var answer = (await peer.AskAsync("send", Of(conversation, [("content", content.DeepClone()), .. options])))!;
            return new((string)answer["id"]!, (long)answer["at"]!);
        }

        public Task SendTransientAsync(string conversation, string text) => peer.SendAsync(conversation, Content.Text(text), ("transient", true));

        public Task<Sent> SendAsync(string conversation, string text, bool receipt = false) => peer.SendAsync(conversation, Content.Text(text), receipt);

        /// <summary>The messages before one, or the last ones, the oldest first.</summary>
        public Task<IReadOnlyList<JsonObject>> HistoryAsync(string conversation, int limit, JsonObject? before = null) =>
            peer.HistoryAsync(conversation, limit, ("start", before is null ? null : At(before)));

        /// <summary>A page with options: start, end, newer, type.</summary>
        public async Task<IReadOnlyList<JsonObject>> HistoryAsync(string conversation, int limit, params (string Name, JsonNode? Value)[] options) =>
            [.. (await peer.AskAsync("history", Of(conversation, [("limit", limit), .. options])))!.AsArray().Select(item => item!.AsObject())];

        public Task<JsonObject> HearMessageAsync(string conversation, Sent sent) =>
            peer.HearAsync("message", conversation, news => (string?)news["id"] == sent.Id);

        public Task<JsonObject> HearTextAsync(string conversation, string text) =>
            peer.HearAsync("message", conversation, news => (string?)news["content"]?["text"] == text);
    }

    public static JsonObject Of(string conversation, params (string Name, JsonNode? Value)[] more)
    {
        var arguments = new JsonObject { ["conversation"] = conversation };
        foreach (var (name, value) in more)
            arguments[name] = value;
        return arguments;
    }

    /// <summary>The place of a message in history, itself included when it is closed.</summary>
    public static JsonObject At(JsonObject message, bool closed = false) =>
        new() { ["id"] = (string)message["id"]!, ["at"] = (long)message["at"]!, ["closed"] = closed };

    public static JsonArray Strings(params string[] values) => [.. values.Select(value => JsonValue.Create(value))];
}
