using System.Text.Json;
using LeanRx.Compatibility;

namespace LeanRx.Tests.Conversations;

/// <summary>Creating conversations (S49, S62, S65, S81, S115 to S122).</summary>
public class CreateTests
{
    readonly ClientWorld _world = new();

    public CreateTests() => _world.Session.Answer = _ =>
        new ConversationFrame { Operation = ConversationOperations.Started, ConversationId = "c1", CreatedAt = "2024-01-12T08:00:00.123Z" };

    ConversationFrame Sent => _world.Commands<ConversationFrame>()[^1];

    Task<Conversation> Create(string[] members, CreateConversationOptions? options = null) => _world.Client.CreateConversationAsync(members, options);

    [Fact]
    [Trait("Row", "S49")]
    public async Task The_creator_is_a_member_without_being_named()
    {
        var conversation = await Create(["Bob", "Harry", "William"]);
        Assert.Equal(["tom", "Bob", "Harry", "William"], Sent.Members!);
        Assert.Equal(["tom", "Bob", "Harry", "William"], conversation.Members);
        Assert.Equal(("c1", "tom"), (conversation.Id, conversation.CreatorId));
        Assert.Equal(new DateTimeOffset(2024, 1, 12, 8, 0, 0, 123, TimeSpan.Zero), conversation.Current.CreatedAt);
    }

    [Fact]
    public async Task Members_named_twice_count_once_and_the_creator_may_be_named()
    {
        await Create(["Bob", "tom", "Bob"]);
        Assert.Equal(["Bob", "tom"], Sent.Members!);
    }

    [Fact]
    [Trait("Row", "S62")]
    [Trait("Row", "S65")]
    public async Task Name_and_attributes_travel_as_columns()
    {
        var conversation = await Create(["Black"], new() { Name = "喵星人", Attributes = new() { ["tag"] = "private" } });
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse("""{"name":"喵星人","attr":{"tag":"private"}}"""), Sent.Attributes!.Value));
        Assert.Equal("喵星人", conversation.Name);
        Assert.Equal("private", conversation.Attributes["tag"].GetString());
    }

    [Fact]
    [Trait("Row", "D5")]
    [Trait("Row", "S14")]
    public async Task Without_options_each_call_makes_a_new_normal_conversation()
    {
        var conversation = await Create(["Bob"]);
        Assert.Equal((false, false, null, null), (Sent.IsUnique, Sent.IsTransient, Sent.IsTemporary, Sent.Attributes));
        Assert.False(conversation.IsTransient);
        Assert.False(_world.Asked<ConversationFrame>().IsRepeatable);
    }

    [Fact]
    public async Task A_unique_one_is_asked_for_again_after_a_drop()
    {
        Assert.True((await Create(["Bob"], new() { IsUnique = true })).Current.IsUnique);
        Assert.True(Sent.IsUnique);
        Assert.True(_world.Asked<ConversationFrame>().IsRepeatable);
    }

    [Fact]
    public async Task A_unique_one_that_was_there_before_shows_its_own_name_and_not_the_one_asked_for()
    {
        _world.Session.Answer = frame => frame is ConversationFrame { Operation: ConversationOperations.Start }
            ? new ConversationFrame { Operation = ConversationOperations.Started, ConversationId = "c1", IsExisting = true }
            : new ConversationFrame
            {
                Operation = ConversationOperations.Results,
                Results = JsonElement.Parse("""[{"objectId":"c1","name":"old","m":["tom","Bob"],"unique":true}]""")
            };
        var conversation = await Create(["Bob"], new() { Name = "new", IsUnique = true });
        Assert.Equal("old", conversation.Name);
    }

    [Fact]
    [Trait("Row", "S80")]
    [Trait("Row", "S81")]
    public async Task A_chat_room_has_no_members()
    {
        var room = await Create(["Bob"], new() { Name = "HelloKitty PK 加菲猫", IsTransient = true });
        Assert.True(Sent.IsTransient);
        Assert.Empty(Sent.Members!);
        Assert.True(room.IsTransient);
        Assert.Empty(room.Members);
    }

    [Fact]
    public async Task A_temporary_one_ends_when_the_server_says()
    {
        _world.Session.Answer = _ => new ConversationFrame { Operation = ConversationOperations.Started, ConversationId = "_tmp:1", TemporaryTtl = 60 };
        var conversation = await Create(["Bob"], new() { IsTemporary = true, TemporaryLifetime = TimeSpan.FromMinutes(2) });
        Assert.Equal((true, 120), (Sent.IsTemporary, Sent.TemporaryTtl));
        Assert.Null(Sent.Signature);
        Assert.Equal(_world.Scheduler.Now.AddSeconds(60), conversation.Current.ExpiresAt);
    }

    [Fact]
    [Trait("Row", "S93")]
    public async Task Creating_is_signed_over_the_members_as_they_travel()
    {
        await Create(["Bob"]);
        Assert.Equal("Create  tom,Bob", Sent.Signature!.Value);
    }

    [Fact]
    [Trait("Row", "S121")]
    [Trait("Row", "S160")]
    public async Task The_client_tells_of_what_it_created()
    {
        var created = ClientWorld.Record(_world.Client.ConversationsCreated);
        var conversation = await Create(["Bob"]);
        _world.Settle();
        Assert.Same(conversation, Assert.Single(created));
    }

    [Fact]
    [Trait("Row", "S48")]
    [Trait("Row", "S124")]
    public async Task Room_spellings_do_the_same()
    {
        var room = await _world.Client.CreateRoomAsync(["Bob"]);
        Assert.Equal(ConversationOperations.Start, Sent.Operation);
        Assert.Same(_world.Conversation("c1"), room);
    }

    [Fact]
    [Trait("Row", "S120")]
    public async Task Too_many_members_are_refused_with_the_limit()
    {
        string[] Others(int count) => [.. Enumerable.Range(0, count).Select(number => $"m{number}")];
        await Create(Others(499));
        Refused(() => Create(Others(500)), "at most 500");
        Refused(() => Create(Others(10), new() { IsTemporary = true }), "at most 10");
        await Create(Others(9), new() { IsTemporary = true });
        await Create(Others(600), new() { IsTransient = true });
        Assert.Equal(3, _world.Session.Commands.Count);
    }

    [Fact]
    public void Ids_and_options_that_cannot_be_are_refused_by_name()
    {
        Refused(() => Create([""]), "1 to 64");
        Refused(() => Create([new string('a', 65)]), "1 to 64");
        Refused(() => Create([null!]), "null");
        Refused(() => Create(["Bob"], new() { IsTransient = true, IsTemporary = true }), "IsTemporary");
        Refused(() => Create(["Bob"], new() { IsTemporary = true, TemporaryLifetime = TimeSpan.Zero }), "TemporaryLifetime");
        Assert.Throws<ArgumentNullException>(() => { _ = Create(null!); });
        Assert.Empty(_world.Session.Commands);
    }

    static void Refused(Func<Task> call, string part)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => { _ = call(); });
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }
}
