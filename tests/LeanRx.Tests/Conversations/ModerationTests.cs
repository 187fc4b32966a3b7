using System.Net;
using System.Text.Json;
using LeanRx.Connections.Internal;

namespace LeanRx.Tests.Conversations;

/// <summary>Roles, silence and block lists (protocol.md §4.9, §4.14).</summary>
public class ModerationTests
{
    readonly ClientWorld _world = new();
    readonly Conversation _room;

    public ModerationTests() => _room = _world.Conversation();

    void Answer(Frame frame) => _world.Session.Answer = _ => frame;

    static ConversationFrame Found(string conversation) =>
        new() { Operation = ConversationOperations.Results, Results = JsonDocument.Parse($"[{conversation}]").RootElement };

    void Push(string operation, params string[] members) =>
        _world.Core.OnPush(new ConversationFrame
        {
            Operation = operation,
            ConversationId = "room",
            InitiatedBy = "jerry",
            Members = members.Length > 0
        ? members : null
        });

    [Fact]
    public async Task A_member_is_made_a_manager()
    {
        Answer(new ConversationFrame { Operation = ConversationOperations.MemberInfoUpdated });
        await _room.UpdateMemberRoleAsync("mary", MemberRole.Manager);

        var sent = _world.Commands<ConversationFrame>()[^1];
        Assert.Equal((ConversationOperations.MemberInfoUpdate, "room", "mary"), (sent.Operation, sent.ConversationId, sent.TargetClientId));
        Assert.Equal(new MemberInfo("mary", "Manager", null), sent.MemberInfo);
        Assert.True(_world.Asked<ConversationFrame>().IsRepeatable);
    }

    [Fact]
    public async Task Nobody_is_made_an_owner() =>
        Assert.StartsWith("role must be Member or Manager",
            (await Assert.ThrowsAsync<ArgumentException>(() => _room.UpdateMemberRoleAsync("mary", MemberRole.Owner))).Message);

    [Fact]
    public async Task Members_are_silenced_and_the_result_tells_who_was_not()
    {
        Answer(new ConversationFrame
        {
            Operation = ConversationOperations.SilenceAdded,
            AllowedClientIds = ["mary"],
            FailedClientIds = [new OperationError { Code = 4320, ClientIds = ["jerry"] }]
        });
        var result = await _room.SilenceMembersAsync(["mary", "jerry"]);

        var sent = _world.Commands<ConversationFrame>()[^1];
        Assert.Equal((ConversationOperations.AddSilence, "room"), (sent.Operation, sent.ConversationId));
        Assert.Equal(["mary", "jerry"], sent.Members!);
        Assert.Equal(["mary"], result.Allowed);
        Assert.Equal((4320, "CONVERSATION_OPERATION_UNAUTHORIZED"), (result.Failed[0].Code, result.Failed[0].Reason));

        Answer(new ConversationFrame { Operation = ConversationOperations.SilenceRemoved });
        Assert.Equal(["mary"], (await _room.UnsilenceMembersAsync(["mary"])).Allowed);
        Assert.Equal(ConversationOperations.RemoveSilence, _world.Commands<ConversationFrame>()[^1].Operation);
    }

    [Fact]
    public async Task A_conversation_is_blocked_for_oneself_with_a_signature()
    {
        Answer(new BlacklistFrame { Operation = BlacklistOperations.Blocked, SourceClientId = "tom", TargetConversationIds = ["room"] });
        await _room.BlockAsync();
        var sent = _world.Commands<BlacklistFrame>()[^1];
        Assert.Equal((BlacklistOperations.Block, null, "tom", "BlockConversation room "),
            (sent.Operation, sent.SourceConversationId, sent.SourceClientId, sent.Signature!.Value));
        Assert.Equal(["room"], sent.TargetConversationIds!);

        Answer(new BlacklistFrame { Operation = BlacklistOperations.Unblocked, FailedClientIds = [new OperationError { Code = 4303, ClientIds = ["room"] }] });
        Assert.Equal(4303, (await Assert.ThrowsAsync<ServerRejectedException>(() => _room.UnblockAsync())).Code);
        Assert.Equal("UnblockConversation room ", _world.Commands<BlacklistFrame>()[^1].Signature!.Value);
    }

    [Fact]
    public async Task Roles_are_read_page_by_page_with_a_fresh_token_where_the_old_one_is_too_old()
    {
        var asked = new List<string>();
        using var http = new RoleHost(request =>
        {
            asked.Add($"{request.RequestUri!.PathAndQuery} {request.Headers.GetValues("X-LC-IM-Session-Token").Single()}");
            var rows = asked.Count == 1 ? string.Join(",", Enumerable.Range(0, 100).Select(number => $$"""{"clientId":"m{{number}}","role":"Manager"}"""))
                : """{"clientId":"jerry","role":"Owner"}""";
            return $$"""{"results":[{{rows}}]}""";
        });
        var world = new ClientWorld(options => options with { Network = new() { HttpMessageHandlerFactory = _ => http } });
        world.Session.SessionToken = null;
        world.Session.Answer = asked =>
            asked is SessionFrame ? new SessionFrame { Operation = SessionOperations.Refreshed, Token = "fresh" } : Found("""{"objectId":"room","c":"anna"}""");

        var roles = await world.Conversation().GetMemberRolesAsync();

        Assert.Equal(102, roles.Count);
        Assert.Equal((MemberRole.Owner, MemberRole.Owner, MemberRole.Manager), (roles["anna"], roles["jerry"], roles["m99"]));
        Assert.Equal(["0 fresh", "100 fresh"], asked.Select(line => line.Split("&skip=")[1]));
        Assert.StartsWith("/1.1/classes/_ConversationMemberInfo?client_id=tom&where=%7B%22cid%22%3A%22room%22%7D&limit=100", asked[0]);
        Assert.Equal(SessionOperations.Refresh, world.Commands<SessionFrame>()[0].Operation);
    }

    [Fact]
    public async Task A_token_that_the_server_takes_no_longer_is_renewed_before_roles_are_read()
    {
        var asked = new List<string>();
        using var http = new RoleHost(request =>
        {
            asked.Add(request.Headers.GetValues("X-LC-IM-Session-Token").Single());
            return asked.Count == 1 ? """{"code":4112,"error":"too old"}""" : """{"results":[]}""";
        });
        var world = new ClientWorld(options => options with { Network = new() { HttpMessageHandlerFactory = _ => http } });
        world.Session.Answer = asked =>
            asked is SessionFrame ? new SessionFrame { Operation = SessionOperations.Refreshed, Token = "fresh" } : Found("""{"objectId":"room"}""");

        Assert.Empty(await world.Conversation().GetMemberRolesAsync());
        Assert.Equal(["token", "fresh"], asked);
    }

    [Fact]
    public async Task The_creator_is_the_owner_though_no_row_says_so_and_is_asked_for_where_it_is_not_known()
    {
        using var http = new RoleHost(_ => """{"results":[{"clientId":"jerry","role":"Manager"}]}""");
        var world = new ClientWorld(options => options with { Network = new() { HttpMessageHandlerFactory = _ => http } });
        world.Session.Answer = _ => Found("""{"objectId":"room","c":"anna"}""");
        KeyValuePair<string, MemberRole>[] expected = [new("anna", MemberRole.Owner), new("jerry", MemberRole.Manager)];

        Assert.Equal(expected, (await world.Conversation().GetMemberRolesAsync()).OrderBy(role => role.Key, StringComparer.Ordinal));
        Assert.Equal(expected, (await world.Conversation().GetMemberRolesAsync()).OrderBy(role => role.Key, StringComparer.Ordinal));

        Assert.Equal("""{"objectId":"room"}""", Assert.Single(world.Commands<ConversationFrame>()).Where!.Value.GetRawText());
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_rows_is_passed_over()
    {
        using var http = new RoleHost(_ => "\uFEFF" + """{"results":[{"clientId":"jerry","role":"Manager"}]}""");
        var world = new ClientWorld(options => options with { Network = new() { HttpMessageHandlerFactory = _ => http } });
        world.Session.Answer = _ => Found("""{"objectId":"room"}""");
        Assert.Equal([new("jerry", MemberRole.Manager)], await world.Conversation().GetMemberRolesAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"results":[1]}""")]
    [InlineData("""{"results":[{"clientId":"tom"}]}""")]
    public async Task An_answer_that_is_no_list_of_roles_is_an_error(string answer)
    {
        using var http = new RoleHost(_ => answer);
        var world = new ClientWorld(options => options with { Network = new() { HttpMessageHandlerFactory = _ => http } });
        await Assert.ThrowsAsync<InvalidResponseException>(() => world.Conversation().GetMemberRolesAsync());
    }

    [Fact]
    public async Task Roles_that_do_not_come_end_with_the_time_out_of_commands()
    {
        using var http = new RoleHost(null);
        var world = new ClientWorld(options => options with { Network = new() { HttpMessageHandlerFactory = _ => http } });
        var roles = world.Conversation().GetMemberRolesAsync();
        world.Advance(19.9);
        Assert.False(roles.IsCompleted);
        world.Advance(0.2);
        await Assert.ThrowsAsync<CommandTimeoutException>(() => roles);
    }

    sealed class RoleHost(Func<HttpRequestMessage, string>? answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer is null
            ? new TaskCompletionSource<HttpResponseMessage>().Task.WaitAsync(cancellationToken)
            : Task.FromResult(Response(answer(request)));

        static HttpResponseMessage Response(string answer) =>
            new(answer.Contains("\"code\"") ? HttpStatusCode.BadRequest : HttpStatusCode.OK) { Content = new StringContent(answer) };
    }

    [Fact]
    public async Task Clients_are_blocked_with_a_signature()
    {
        Answer(new BlacklistFrame { Operation = BlacklistOperations.Blocked, AllowedClientIds = ["mary"] });
        Assert.Equal(["mary"], (await _room.BlockMembersAsync(["mary"])).Allowed);

        var sent = _world.Commands<BlacklistFrame>()[^1];
        Assert.Equal((BlacklistOperations.Block, "room", "Block room mary"), (sent.Operation, sent.SourceConversationId, sent.Signature!.Value));
        Assert.Equal(["mary"], sent.TargetClientIds!);

        await _room.UnblockMembersAsync(["mary"]);
        Assert.Equal((BlacklistOperations.Unblock, "Unblock room mary"),
            (_world.Commands<BlacklistFrame>()[^1].Operation, _world.Commands<BlacklistFrame>()[^1].Signature!.Value));
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        Answer(new ConversationFrame { Operation = ConversationOperations.SilenceResult, Members = ["a", "b"], Next = "b" });
        var silenced = await _room.GetSilencedMembersAsync(2, "0");
        Assert.Equal((2, "0"), (_world.Commands<ConversationFrame>()[^1].Limit, _world.Commands<ConversationFrame>()[^1].Next));
        Assert.Equal(["a", "b"], silenced.Members);
        Assert.Equal("b", silenced.Next);

        Answer(new BlacklistFrame { Operation = BlacklistOperations.QueryResult, BlockedClientIds = ["c"], Next = "" });
        var blocked = await _room.GetBlockedMembersAsync();
        Assert.Equal((100, null), (_world.Commands<BlacklistFrame>()[^1].Limit, _world.Commands<BlacklistFrame>()[^1].Next));
        Assert.Equal(["c"], blocked.Members);
        Assert.Null(blocked.Next);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task A_page_has_1_to_100_ids(int limit)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _room.GetSilencedMembersAsync(limit));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _room.GetBlockedMembersAsync(limit));
    }

    [Fact]
    public async Task An_answer_of_another_kind_is_a_violation()
    {
        Answer(new ConversationFrame { Operation = ConversationOperations.Added });
        await Assert.ThrowsAsync<InvalidResponseException>(() => _room.BlockMembersAsync(["mary"]));
    }

    [Fact]
    public void Changes_are_told_to_the_client_and_to_the_conversation()
    {
        var all = ClientWorld.Record(_world.Client.ModerationChanges);
        var here = ClientWorld.Record(_room.ModerationChanges);
        var elsewhere = ClientWorld.Record(_world.Conversation("other").ModerationChanges);

        Push(ConversationOperations.Silenced);
        Push(ConversationOperations.MembersSilenced, "mary", "kate");
        Push(ConversationOperations.Unsilenced);
        Push(ConversationOperations.MembersUnsilenced, "mary");
        Push(ConversationOperations.Blocked);
        Push(ConversationOperations.MembersBlocked, "mary");
        Push(ConversationOperations.Unblocked);
        Push(ConversationOperations.MembersUnblocked, "mary");
        _world.Core.OnPush(new ConversationFrame
        {
            Operation = ConversationOperations.MemberInfoChanged,
            ConversationId = "room",
            InitiatedBy = "jerry",
            MemberInfo = new MemberInfo("mary", "Manager", "1")
        });
        Push(ConversationOperations.MembersJoined, "mary");
        _world.Settle();

        Assert.Equal(
            ["Silenced tom", "Silenced mary,kate", "Unsilenced tom", "Unsilenced mary", "Blocked tom", "Blocked mary", "Unblocked tom", "Unblocked mary",
                "RoleChanged mary"],
            here.Select(change => $"{change.GetType().Name} {string.Join(',', change.Members)}"));
        Assert.All(here, change => Assert.Equal(("room", "jerry"), (change.ConversationId, change.By)));
        Assert.Equal(MemberRole.Manager, Assert.IsType<ModerationChange.RoleChanged>(here[^1]).Role);
        Assert.Equal(here, all);
        Assert.Empty(elsewhere);
    }

    [Fact]
    public void The_streams_end_with_the_client()
    {
        var ends = 0;
        _world.Client.ModerationChanges.Subscribe(_ => { }, () => ends++);
        _room.ModerationChanges.Subscribe(_ => { }, () => ends++);

        _world.Core.OnClosed();
        _world.Settle();

        Assert.Equal(2, ends);
    }

    [Fact]
    public async Task How_far_the_others_have_come_is_asked_for()
    {
        Answer(new ConversationFrame { Operation = ConversationOperations.MaxRead, MaxAckTimestamp = 1700000001000, MaxReadTimestamp = 1700000000500 });
        Assert.Equal(new ReadProgress
        {
            DeliveredTo = DateTimeOffset.FromUnixTimeMilliseconds(1700000001000),
            ReadTo = DateTimeOffset.FromUnixTimeMilliseconds(1700000000500),
        },
            await _room.GetReadProgressAsync());
        Answer(new ConversationFrame { Operation = ConversationOperations.MaxRead });
        Assert.Equal(new ReadProgress { DeliveredTo = null, ReadTo = null }, await _room.GetReadProgressAsync());
    }
}
