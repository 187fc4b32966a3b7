using System.Text.Json.Nodes;

namespace LeanRx.Tests;

/// <summary>What a server would refuse is refused before it is sent, by an error that names the argument and the limit.</summary>
public class BadInputTests
{
    static readonly string TooLong = new('x', 65);

    readonly ClientWorld _world = new();

    LeanClient Client => _world.Client;

    Conversation Room => _world.Conversation();

    void Refused(string argument, string limit, Func<object?> call)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() =>
            { _ = call() is Task task ? task.IsFaulted ? throw task.Exception!.InnerException! : task : null; });
        Assert.Equal(argument, error.ParamName);
        Assert.Contains(limit, error.Message, StringComparison.Ordinal);
        Assert.Empty(_world.Session.Commands);
        Assert.Empty(_world.Session.Posted);
    }

    [Fact]
    [Trait("Row", "S169")]
    public void A_body_over_5_KB()
    {
        Refused("text", "5,120", () => Room.SendAsync(new string('x', 5120)));
        Refused("text", "5,120", () => Room.SendAsync(new string('汉', 1707)));
        Refused("message", "5,120", () => Room.SendAsync(new JsonObject { ["x"] = new string('x', 5120) }));
        Refused("message", "5,120", () => Room.SendAsync(new BinaryMessage(new byte[5121])));
    }

    [Fact]
    [Trait("Row", "S120")]
    public void More_than_500_members()
    {
        var others = Enumerable.Range(0, 501).Select(number => $"m{number}").ToList();
        Refused("members", "at most 500 members, its creator included; 501 were given", () => Client.CreateConversationAsync(others.Take(500)));
        Refused("members", "at most 10 members", () => Client.CreateConversationAsync(others.Take(10), new() { IsTemporary = true }));
        Refused("clientIds", "1 to 500 ids; it holds 501", () => Room.AddMembersAsync(others));
        Refused("clientIds", "1 to 500 ids; it holds 501", () => Room.RemoveMembersAsync(others));
    }

    [Fact]
    [Trait("Row", "S169")]
    public void Client_ids_that_are_empty_or_longer_than_64_characters()
    {
        foreach (var id in new[] { "", TooLong })
        {
            Refused("members", "1 to 64 characters", () => Client.CreateConversationAsync(["Jerry", id]));
            Refused("clientId", "1 to 64 characters", () => Room.AddMemberAsync(id));
            Refused("clientIds", "1 to 64 characters", () => Room.RemoveMembersAsync(["Jerry", id]));
            Refused("clientIds", "1 to 64 characters", () => Client.GetOnlineAsync(["Jerry", id]));
            Refused("clientId", "1 to 64 characters", () => Client.IsOnlineAsync(id));
        }
        Refused("members", "null", () => Client.CreateConversationAsync([null!]));
        Refused("members", "", () => Client.CreateConversationAsync(null!));
        Refused("clientIds", "it holds 0", () => Room.AddMembersAsync([]));
    }

    [Fact]
    [Trait("Row", "S69")]
    public void Pages_of_history_that_are_empty_or_larger_than_1000()
    {
        foreach (var size in new[] { 0, 1001, -1 })
            Refused("PageSize", "1 to 1000", () => Room.GetHistoryAsync(new() { PageSize = size }));
        Refused("Limit", "0 to", () => Room.GetHistoryAsync(new() { Limit = -1 }));
    }

    [Fact]
    [Trait("Row", "S129")]
    [Trait("Row", "S130")]
    public void Pages_of_conversations_that_are_negative_or_larger_than_1000()
    {
        foreach (var limit in new[] { 1001, -1 })
            Refused("Limit", "0 to 1000", () => Client.QueryConversationsAsync(new() { Limit = limit }));
        Refused("Skip", "0 to", () => Client.QueryConversationsAsync(new() { Skip = -1 }));
    }

    [Fact]
    public void Ids_of_conversations_that_are_empty()
    {
        Refused("conversationId", "is empty", () => Client.GetConversationAsync(""));
        Refused("conversationId", "", () => Client.GetConversationAsync(null!));
    }

    [Fact]
    public void Changes_that_change_nothing_or_name_nothing()
    {
        Refused("changes", "nothing", () => Room.UpdateAsync(new()));
        Refused("changes", "empty", () => Room.UpdateAsync(new() { Attributes = new() { [""] = 1 } }));
        Refused("changes", "begins with $", () => Room.UpdateAsync(new() { Attributes = new() { ["a.$b"] = 1 } }));
    }

    [Fact]
    public void Ids_that_are_no_Unicode()
    {
        Refused("members", "half a surrogate pair", () => Client.CreateConversationAsync(["x\ud83d"]));
        Refused("clientId", "half a surrogate pair", () => Room.AddMemberAsync("\ude00"));
        Refused("clientIds", "half a surrogate pair", () => Client.GetOnlineAsync(["Jerry", "\ud83d\ud83d"]));
        Refused("conversationId", "half a surrogate pair", () => Client.GetConversationAsync("\ud83d"));
        Refused("ClientId", "half a surrogate pair", () => new LeanClient(new LeanClientOptions(new Uri("https://chat.example.com"), "x\ud83d")));
        _ = Client.IsOnlineAsync("😀");
    }

    [Theory]
    [InlineData("v1.0")]
    [InlineData("$set")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a..b")]
    public void Names_of_attributes_that_could_not_be_changed_later(string name)
    {
        Refused("options", "a name has 1 to 250 characters", () => Client.CreateConversationAsync([], new() { Attributes = new() { [name] = 1 } }));
        Refused("options", "a name has 1 to 250 characters", () =>
            Client.CreateConversationAsync([], new() { Attributes = new() { ["list"] = new JsonArray(new JsonObject { [name] = 1 }) } }));
        Refused("changes", "a name has 1 to 250 characters", () => Room.UpdateAsync(new() { Attributes = new() { ["x"] = new JsonObject { [name] = 1 } } }));
    }

    [Fact]
    public void Values_that_nest_too_deep_or_are_no_Unicode()
    {
        Refused("changes", "deeper than 48 levels", () => Room.UpdateAsync(new() { Attributes = new() { ["x"] = Nested(48) } }));
        Refused("options", "deeper than", () => Client.CreateConversationAsync([], new() { Attributes = new() { ["x"] = Nested(48) } }));
        Refused("message", "deeper than 60 levels", () => Room.SendAsync(new TextMessage("hi") { Attributes = new() { ["x"] = Nested(60) } }));
        Refused("options", "deeper than 60 levels", () => Room.SendAsync(new TextMessage("hi"), new SendOptions { PushData = new() { ["x"] = Nested(60) } }));
        Refused("changes", "cannot be written as JSON", () => Room.UpdateAsync(new() { Attributes = new() { ["x"] = JsonNode.Parse("\"\\ud83d\"") } }));
    }

    static JsonNode Nested(int depth) =>
        JsonNode.Parse(new string('[', depth) + new string(']', depth), null, new System.Text.Json.JsonDocumentOptions { MaxDepth = 100 })!;

    [Fact]
    public void Options_that_contradict_each_other()
    {
        Refused("options", "IsTransient", () => Client.CreateConversationAsync([], new() { IsTransient = true, IsTemporary = true }));
        Refused("options", "longer than zero", () => Client.CreateConversationAsync([], new() { IsTemporary = true, TemporaryLifetime = TimeSpan.Zero }));
    }

    [Fact]
    public void Members_named_twice_count_once()
    {
        _ = Client.CreateConversationAsync(Enumerable.Repeat("Jerry", 600));
        Assert.Equal([Client.ClientId, "Jerry"], Assert.Single(_world.Commands<ConversationFrame>()).Members!);
    }
}
