using System.Reactive.Linq;
using System.Text.Json;

namespace LeanRx.Tests.Conversations;

/// <summary>Coming and going (S50 to S61, S135 to S141, protocol.md §4.4).</summary>
public class MemberTests
{
    readonly ClientWorld _world = new();
    readonly Conversation _room;

    public MemberTests()
    {
        _room = _world.Conversation();
        _room.Core.Change(0, static (state, _) => state.Snapshot = state.Snapshot with { Members = ["tom", "jerry"] });
    }

    ConversationFrame Sent => _world.Commands<ConversationFrame>()[^1];

    void Answer(string operation, string[]? allowed = null, OperationError[]? failed = null) => _world.Session.Answer = _ => new ConversationFrame
    {
        Operation = operation,
        ConversationId = "room",
        AllowedClientIds = allowed,
        FailedClientIds = failed,
        UpdatedAt = "2024-01-12T08:01:00.000Z",
    };

    void Push(string operation, string by, params string[] members) => _world.Core.OnPush(new ConversationFrame
    {
        Operation = operation,
        ConversationId = "room",
        InitiatedBy = by,
        PeerId = "tom",
        Members = members.Length > 0 ? members : null,
        UpdatedAt = "2024-01-12T08:02:00.000Z",
    });

    [Fact]
    [Trait("Row", "S57")]
    [Trait("Row", "S136")]
    public async Task Members_are_added_and_known_at_once()
    {
        Answer(ConversationOperations.Added, ["mary", "kate"]);
        var result = await _room.AddMembersAsync(["mary", "kate"]);
        Assert.Equal((ConversationOperations.Add, "room"), (Sent.Operation, Sent.ConversationId));
        Assert.Equal(["mary", "kate"], Sent.Members!);
        Assert.Equal("Add room mary,kate", Sent.Signature!.Value);
        Assert.Equal(["mary", "kate"], result.Allowed);
        Assert.Empty(result.Failed);
        Assert.Equal(["tom", "jerry", "mary", "kate"], _room.Members);
        Assert.Equal(new DateTimeOffset(2024, 1, 12, 8, 1, 0, TimeSpan.Zero), _room.Current.UpdatedAt);
    }

    [Fact]
    public async Task Who_could_not_be_added_is_told_with_the_reason()
    {
        Answer(ConversationOperations.Added, ["mary"], [new OperationError { Code = 4304, ClientIds = ["kate"] }]);
        var result = await _room.AddMembersAsync(["mary", "kate"]);
        var failure = Assert.Single(result.Failed);
        Assert.Equal((4304, "CONVERSATION_FULL"), (failure.Code, failure.Reason));
        Assert.Equal(["kate"], failure.Members);
        Assert.Equal(["tom", "jerry", "mary"], _room.Members);
    }

    [Fact]
    public async Task An_old_server_that_names_nobody_took_all_but_those_who_failed()
    {
        Answer(ConversationOperations.Added, null, [new OperationError { Code = 4304, ClientIds = ["kate"] }]);
        Assert.Equal(["mary"], (await _room.AddMembersAsync(["mary", "kate"])).Allowed);
    }

    [Fact]
    [Trait("Row", "S135")]
    [Trait("Row", "S137")]
    public async Task One_member_is_added_and_removed_by_its_id()
    {
        Answer(ConversationOperations.Added, ["mary"]);
        await _room.AddMemberAsync("mary");
        Answer(ConversationOperations.Removed, ["mary"]);
        await _room.RemoveMemberAsync("mary");
        Assert.Equal((ConversationOperations.Remove, "Remove room mary"), (Sent.Operation, Sent.Signature!.Value));
        Assert.Equal(["tom", "jerry"], _room.Members);
    }

    [Fact]
    [Trait("Row", "S54")]
    [Trait("Row", "S58")]
    [Trait("Row", "S139")]
    [Trait("Row", "S140")]
    public async Task Joining_and_leaving_are_adding_and_removing_oneself()
    {
        Answer(ConversationOperations.Removed, ["tom"]);
        await _room.LeaveAsync();
        Assert.Equal(["tom"], Sent.Members!);
        Assert.Equal(["jerry"], _room.Members);
        Answer(ConversationOperations.Added, ["tom"]);
        await _room.JoinAsync();
        Assert.Equal(["remove", "add", "query"], _world.Session.Commands.Select(asked => ((ConversationFrame)asked.Frame).Operation));
        Assert.Equal(["jerry", "tom"], _room.Members);
    }

    [Fact]
    public async Task Whoever_may_not_join_gets_the_server_s_reason_as_an_error()
    {
        Answer(ConversationOperations.Added, [], [new OperationError { Code = 4304, ClientIds = ["tom"] }]);
        Assert.Equal(4304, (await Assert.ThrowsAsync<ServerRejectedException>(() => _room.JoinAsync())).Code);
    }

    [Fact]
    public void Nobody_and_too_many_are_refused_with_the_limit()
    {
        foreach (var ids in new[] { [], Enumerable.Range(0, 501).Select(number => $"m{number}").ToArray() })
        {
            Assert.Contains("1 to 500", Assert.Throws<ArgumentException>(() => { _ = _room.AddMembersAsync(ids); }).Message, StringComparison.Ordinal);
            Assert.Contains("1 to 500", Assert.Throws<ArgumentException>(() => { _ = _room.RemoveMembersAsync(ids); }).Message, StringComparison.Ordinal);
        }
        Assert.Throws<ArgumentException>(() => { _ = _room.AddMemberAsync(""); });
        Assert.Empty(_world.Session.Commands);
    }

    [Fact]
    [Trait("Row", "S141")]
    public async Task Members_are_listed_as_the_server_has_them()
    {
        _world.Session.Answer = _ =>
            new ConversationFrame { Operation = ConversationOperations.Results, Results = JsonElement.Parse("""[{"objectId":"room","m":["a","b"]}]""") };
        Assert.Equal(["a", "b"], await _room.GetMembersAsync());
        Assert.Equal(["a", "b"], _room.Members);
    }

    [Fact]
    public async Task Of_a_chat_room_some_of_those_in_it_are_listed()
    {
        _room.Core.Change(0, static (state, _) => state.Snapshot = state.Snapshot with { IsTransient = true });
        _world.Session.Answer = _ => new ConversationFrame { Operation = ConversationOperations.Members, Members = ["a", "b"] };
        Assert.Equal(["a", "b"], await _room.GetMembersAsync());
        Assert.Equal(ConversationOperations.Members, Sent.Operation);
    }

    [Fact]
    public async Task Listing_members_of_what_does_not_exist_is_an_error()
    {
        _world.Session.Answer = _ => new ConversationFrame { Operation = ConversationOperations.Results, Results = JsonElement.Parse("[]") };
        Assert.Equal(4303, (await Assert.ThrowsAsync<ServerRejectedException>(() => _room.GetMembersAsync())).Code);
    }

    [Fact]
    [Trait("Row", "S60")]
    [Trait("Row", "S61")]
    [Trait("Row", "S155")]
    public async Task Members_are_counted_by_the_server()
    {
        _world.Session.Answer = _ => new ConversationFrame { Operation = ConversationOperations.Result, Count = 7 };
        Assert.Equal(7, await _room.CountMembersAsync());
        Assert.Equal((ConversationOperations.Count, "room"), (Sent.Operation, Sent.ConversationId));
    }

    [Fact]
    [Trait("Row", "S50")]
    [Trait("Row", "S51")]
    [Trait("Row", "S52")]
    [Trait("Row", "S53")]
    [Trait("Row", "S166")]
    public void Invited_kicked_joined_and_left_are_four_kinds_on_the_client_and_on_the_conversation()
    {
        var all = ClientWorld.Record(_world.Client.MembershipChanges);
        var here = ClientWorld.Record(_room.MembershipChanges);
        var joined = ClientWorld.Record(_room.MembershipChanges.OfType<MembershipChange.MembersJoined>()); // S56
        Push(ConversationOperations.Joined, "jerry");
        Push(ConversationOperations.MembersJoined, "jerry", "mary", "kate");
        Push(ConversationOperations.MembersLeft, "mary", "mary");
        Push(ConversationOperations.Left, "jerry");
        _world.Settle();
        Assert.Equal(["Invited jerry tom", "MembersJoined jerry mary,kate", "MembersLeft mary mary", "Kicked jerry tom"], all.Select(Describe));
        Assert.Equal(all, here);
        Assert.Equal(["mary", "kate"], Assert.Single(joined).Members);
        Assert.All(all, change => Assert.Equal("room", change.ConversationId));
    }

    [Fact]
    public void One_s_own_joining_and_leaving_read_like_anybody_s()
    {
        var all = ClientWorld.Record(_world.Client.MembershipChanges);
        Push(ConversationOperations.Joined, "tom");
        Push(ConversationOperations.MembersJoined, "tom", "tom");
        Push(ConversationOperations.Left, "tom");
        _world.Settle();
        Assert.Equal(["MembersJoined tom tom", "MembersLeft tom tom"], all.Select(Describe));
    }

    static string Describe(MembershipChange change) => $"{change.GetType().Name} {change.By} {string.Join(",", change.Members)}";

    [Fact]
    public void The_members_are_known_before_anybody_hears_of_the_change()
    {
        var seen = new List<string>();
        _room.MembershipChanges.Subscribe(change => seen.Add(string.Join(",", _room.Members)));
        Push(ConversationOperations.MembersJoined, "jerry", "mary");
        _world.Settle();
        Push(ConversationOperations.Left, "jerry");
        _world.Settle();
        Assert.Equal(["tom,jerry,mary", "jerry,mary"], seen);
    }

    [Fact]
    public void Changes_of_conversations_that_nobody_holds_are_told_all_the_same()
    {
        var all = ClientWorld.Record(_world.Client.MembershipChanges);
        _world.Core.OnPush(new ConversationFrame { Operation = ConversationOperations.Joined, ConversationId = "elsewhere", InitiatedBy = "jerry" });
        _world.Settle();
        Assert.Equal("elsewhere", Assert.IsType<MembershipChange.Invited>(Assert.Single(all)).ConversationId);
    }
}
