using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>The commands, with names and types.</summary>
public static class PeerCommands
{
    extension(Peer peer)
    {
        public Task OpenAsync() => peer.AskAsync("open");

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

        public async Task<Sent> SendAsync(string conversation, JsonObject content, bool receipt = false)
        {
            var answer = (await peer.AskAsync("send", Of(conversation, ("content", content.DeepClone()), ("receipt", receipt))))!;
            return new((string)answer["id"]!, (long)answer["at"]!);
        }

        public Task SendTransientAsync(string conversation, string text) =>
            peer.AskAsync("send", Of(conversation, ("content", Content.Text(text)), ("transient", true)));

        public async Task<Sent> MentionAsync(string conversation, string text, string whom)
        {
            var answer = (await peer.AskAsync("send", Of(conversation, ("content", Content.Text(text)), ("mentions", Strings(whom)))))!;
            return new((string)answer["id"]!, (long)answer["at"]!);
        }

        public Task<Sent> SendAsync(string conversation, string text, bool receipt = false) => peer.SendAsync(conversation, Content.Text(text), receipt);

        public async Task<IReadOnlyList<JsonObject>> HistoryAsync(string conversation, int limit, JsonObject? before = null)
        {
            var arguments = Of(conversation, ("limit", limit));
            if (before is not null)
                arguments["before"] = new JsonObject { ["id"] = (string)before["id"]!, ["at"] = (long)before["at"]! };
            return [.. (await peer.AskAsync("history", arguments))!.AsArray().Select(item => item!.AsObject())];
        }

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

    public static JsonArray Strings(params string[] values) => [.. values.Select(value => JsonValue.Create(value))];
}
