using System.Text.Json;

namespace LeanRx.Tests.Conversations;

/// <summary>Names, attributes and push settings (S63 to S66, S156, protocol.md §4.7, §4.8).</summary>
public class UpdateTests
{
    readonly ClientWorld _world = new();
    readonly Conversation _room;

    public UpdateTests()
    {
        _room = _world.Conversation();
        _room.Core.Change(0, static (state, _) =>
            state.Snapshot = state.Snapshot with
            {
                Name = "喵星人",
                Attributes = new Dictionary<string, JsonElement> { ["tag"] = JsonElement.Parse("\"private\"") }
            });
    }

    ConversationFrame Sent => _world.Commands<ConversationFrame>()[^1];

    void Answer(string? modified = null) => _world.Session.Answer = _ => new ConversationFrame
    {
        Operation = ConversationOperations.Updated,
        UpdatedAt = "2024-01-12T08:06:00.000Z",
        ModifiedAttributes = modified is null ? null : JsonElement.Parse(modified),
    };

    string Attributes => string.Join(",", _room.Attributes.Select(pair => $"{pair.Key}={pair.Value}"));

    static void AssertJson(string expected, JsonElement? actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual!.Value), actual.ToString());

    [Fact]
    [Trait("Row", "S63")]
    public async Task Any_member_renames_the_conversation()
    {
        Answer();
        await _room.UpdateAsync(new() { Name = "聪明的喵星人" });
        Assert.Equal(ConversationOperations.Update, Sent.Operation);
        AssertJson("""{"name":"聪明的喵星人"}""", Sent.Attributes);
        Assert.Equal("聪明的喵星人", _room.Name);
        Assert.Equal("tag=private", Attributes);
        Assert.Equal(new DateTimeOffset(2024, 1, 12, 8, 6, 0, TimeSpan.Zero), _room.Current.UpdatedAt);
    }

    [Fact]
    [Trait("Row", "S66")]
    public async Task Attributes_are_set_one_by_one_and_the_others_stay()
    {
        Answer();
        await _room.UpdateAsync(new() { Attributes = new() { ["type"] = "public", ["deep.er"] = 1 } });
        AssertJson("""{"attr.type":"public","attr.deep.er":1}""", Sent.Attributes);
        Assert.Equal("""tag=private,type=public,deep={"er":1}""", Attributes);
    }

    [Fact]
    public async Task Null_removes_an_attribute()
    {
        Answer();
        await _room.UpdateAsync(new() { Attributes = new() { ["tag"] = null } });
        AssertJson("""{"attr.tag":{"__op":"Delete"}}""", Sent.Attributes);
        Assert.Empty(_room.Attributes);
    }

    [Fact]
    public async Task What_the_server_says_has_changed_counts()
    {
        Answer("""{"name":"as the server has it","attr":{"tag":"b","type":"c"},"level":7}""");
        await _room.UpdateAsync(new() { Name = "as asked for" });
        Assert.Equal("as the server has it", _room.Name);
        Assert.Equal("tag=b,type=c", Attributes);
        Assert.Equal(7, _room.Current.Columns["level"].GetInt32());
    }

    [Fact]
    public async Task Changing_nothing_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _room.UpdateAsync(new()));
        await Assert.ThrowsAsync<ArgumentException>(() => _room.UpdateAsync(new() { Attributes = [] }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _room.UpdateAsync(null!));
        Assert.Empty(_world.Session.Commands);
    }

    [Fact]
    [Trait("Row", "S166")]
    public void Changes_by_others_are_told_and_known_before()
    {
        var seen = new List<(ConversationUpdate Update, string? Name)>();
        _world.Client.ConversationUpdates.Subscribe(update => seen.Add((update, _room.Name)));
        _world.Core.OnPush(new ConversationFrame
        {
            Operation = ConversationOperations.Updated,
            ConversationId = "room",
            InitiatedBy = "jerry",
            UpdatedAt = "2024-01-12T08:06:00.000Z",
            Attributes = JsonElement.Parse("""{"name":"New","attr.tag":"x"}"""),
            ModifiedAttributes = JsonElement.Parse("""{"name":"New","attr":{"tag":"x"}}"""),
        });
        _world.Settle();
        var (update, name) = Assert.Single(seen);
        Assert.Equal(("room", "jerry", "New"), (update.ConversationId, update.By, update.Changes["name"].GetString()));
        Assert.Equal(new DateTimeOffset(2024, 1, 12, 8, 6, 0, TimeSpan.Zero), update.UpdatedAt);
        Assert.Equal("New", name);
        Assert.Equal("tag=x", Attributes);
    }

    [Fact]
    public void A_push_with_the_older_field_alone_is_understood()
    {
        _world.Core.OnPush(new ConversationFrame
        {
            Operation = ConversationOperations.Updated,
            ConversationId = "room",
            Attributes = JsonElement.Parse("""{"attr.tag":"x"}""")
        });
        Assert.Equal("tag=x", Attributes);
    }

    [Fact]
    [Trait("Row", "S64")]
    public async Task Muting_and_unmuting_are_known_at_once()
    {
        Answer();
        await _room.MuteAsync();
        Assert.Equal((ConversationOperations.Mute, "room"), (Sent.Operation, Sent.ConversationId));
        Assert.True(_room.IsMuted);
        await _room.UnmuteAsync();
        Assert.Equal(ConversationOperations.Unmute, Sent.Operation);
        Assert.False(_room.IsMuted);
    }
}
