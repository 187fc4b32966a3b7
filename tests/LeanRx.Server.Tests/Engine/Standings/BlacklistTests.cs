using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Block lists (protocol.md §4.14).</summary>
public sealed class BlacklistTests : StandingTest
{
    [Fact]
    public void A_blocked_member_is_out_and_stays_out_until_it_is_unblocked()
    {
        var blocked = Tom.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.Block, "Jerry"));

        Assert.Equal((BlacklistOperations.Blocked, Id), (blocked.Operation, blocked.SourceConversationId));
        Assert.Equal(["Jerry"], blocked.AllowedClientIds);
        Assert.Equal(["blocked  by Tom", "left  by Tom"], Pushes(Jerry));
        Assert.Equal(["members-blocked Jerry by Tom", "members-left Jerry by Tom"], Pushes(Mary));
        Assert.Equal(["members-blocked Jerry by Tom", "members-left Jerry by Tom"], Pushes(Tom));
        Assert.Equal(ErrorCodes.BlockedByConv, Jerry.Say(Id, "x").Code);
        Assert.Equal(ErrorCodes.BlockedByConv, Assert.Single(Jerry.Do(Frame(ConversationOperations.Add, "Jerry")).FailedClientIds!).Code);
        var added = Mary.Do(Frame(ConversationOperations.Add, "Jerry", "Bob"));
        Assert.Equal(["Bob"], added.AllowedClientIds);
        Assert.Equal((ErrorCodes.BlockedByConv, "Jerry"), (added.FailedClientIds![0].Code, added.FailedClientIds[0].ClientIds[0]));
        Assert.Equal(ErrorCodes.BlockedByConv, World.Login("Jerry", capabilities: SessionCapabilities.None)
            .Fail(Frame(ConversationOperations.Add, "Jerry")).Code);
        Forget();

        Assert.Equal(BlacklistOperations.Unblocked, Tom.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.Unblock, "Jerry")).Operation);

        Assert.Equal(["unblocked  by Tom"], Pushes(Jerry));
        Assert.Equal(["members-unblocked Jerry by Tom"], Pushes(Mary));
        Assert.Equal(["Jerry"], Jerry.Do(Frame(ConversationOperations.Add, "Jerry")).AllowedClientIds);
    }

    [Fact]
    public void Only_owners_and_managers_block_and_nobody_those_above()
    {
        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, Jerry.Fail(Blacklist(BlacklistOperations.Block, "Mary")).Code);
        Assert.Equal(ErrorCodes.ConversationMembershipRequired, Bob.Fail(Blacklist(BlacklistOperations.Block, "Mary")).Code);
        Assert.Equal(ErrorCodes.ConversationNotFound, Tom.Fail(Blacklist(BlacklistOperations.Block, "Mary") with { SourceConversationId = "nowhere" }).Code);
        Assert.Equal(ErrorCodes.ConversationApiFailed, Tom.Fail(Blacklist(BlacklistOperations.Block)).Code);
        Assert.Equal(ErrorCodes.UnparseableRawMessage, Tom.Fail(Blacklist("burn", "Mary")).Code);
        Tom.Do(Role("Jerry", "Manager"));
        Forget();

        var blocked = Jerry.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.Block, "Tom", "Bob"));

        Assert.Equal(["Bob"], blocked.AllowedClientIds);
        Assert.Equal("Tom", Assert.Single(Assert.Single(blocked.FailedClientIds!).ClientIds));
        Assert.Null(Tom.Say(Id, "still here").Code);
    }

    [Fact]
    public void The_list_comes_in_pages_and_can_be_asked_for_some()
    {
        string[] many = [.. Enumerable.Range(10, 12).Select(number => $"c{number}")];
        Tom.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.Block, many));
        Forget();

        var first = Mary.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.Query));
        var second = Mary.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.Query) with { Next = first.Next });

        Assert.Equal(BlacklistOperations.QueryResult, first.Operation);
        Assert.Equal(many, first.BlockedClientIds!.Concat(second.BlockedClientIds!));
        Assert.Null(second.Next);
        Assert.Equal(["c11"], Mary.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.CheckBlock, "Tom", "c11")).BlockedClientIds);
    }

    [Fact]
    public void Out_of_a_chat_room_too_and_its_place_does_not_wait()
    {
        var room = Tom.StartRoom();
        ConversationFrame enter = new() { Operation = ConversationOperations.Add, ConversationId = room, Members = ["Jerry"] };
        Jerry.Do(enter);

        Tom.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.Block, "Jerry") with { SourceConversationId = room });

        Assert.Equal(["blocked  by Tom"], Pushes(Jerry));
        Assert.Equal(ErrorCodes.BlockedByConv, Jerry.Say(room, "x").Code);
        Assert.Equal(ErrorCodes.BlockedByConv, Jerry.Fail(enter).Code);
        Assert.Equal(1, Tom.Do(new ConversationFrame { Operation = ConversationOperations.Count, ConversationId = room }).Count);
    }

    [Fact]
    public void A_client_blocks_a_conversation_and_nobody_can_add_it()
    {
        BlacklistFrame own = new() { Operation = BlacklistOperations.Block, SourceClientId = "Bob", TargetConversationIds = [Id, "nowhere"] };

        var blocked = Bob.Ask<BlacklistFrame>(own);

        Assert.Equal((BlacklistOperations.Blocked, "Bob"), (blocked.Operation, blocked.SourceClientId));
        Assert.Equal([Id], blocked.TargetConversationIds);
        Assert.Equal((ErrorCodes.ConversationNotFound, "nowhere"), (blocked.FailedClientIds![0].Code, blocked.FailedClientIds[0].ClientIds[0]));
        Assert.Equal([Id], Bob.Ask<BlacklistFrame>(new BlacklistFrame
        {
            Operation = BlacklistOperations.Query,
            SourceClientId = "Bob"
        }).BlockedConversationIds);
        Assert.Equal("Bob", Assert.Single(Tom.Do(Frame(ConversationOperations.Add, "Bob")).FailedClientIds!).ClientIds[0]);
        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, Tom.Fail(own).Code);

        Bob.Ask<BlacklistFrame>(own with { Operation = BlacklistOperations.Unblock, TargetConversationIds = [Id] });
        Assert.Equal(["Bob"], Tom.Do(Frame(ConversationOperations.Add, "Bob")).AllowedClientIds);
    }

    [Fact]
    public async Task An_operator_blocks_too_and_blocks_outlive_the_server()
    {
        var moderation = World.Engine.Applications["demo"].Moderation;
        await moderation.BlockAsync(Id, ["Jerry", "Bob"]);
        Assert.Equal(["blocked  by ", "left  by "], Pushes(Jerry));
        await moderation.UnblockAsync(Id, ["Bob"]);
        await World.DisposeAsync();

        var next = new World(store: World.Store);
        Assert.Equal(["Jerry"], (await next.Engine.Applications["demo"].Moderation.FindBlockedAsync(Id)).ClientIds);
        Assert.Single(next.Login("Jerry").Do(Frame(ConversationOperations.Add, "Jerry")).FailedClientIds!);
    }

    [Fact]
    public void Signatures_are_asked_for_where_the_application_does()
    {
        var world = new World(new ServerOptions { Apps = [AppOptions.Demo with { RequireBlacklistSignature = true }] });
        var tom = world.Login("Tom");
        var id = tom.Start(["Jerry"]);
        BlacklistFrame block = new() { Operation = BlacklistOperations.Block, SourceConversationId = id, TargetClientIds = ["Jerry", "Bob"] };
        BlacklistFrame own = new() { Operation = BlacklistOperations.Block, SourceClientId = "Tom", TargetConversationIds = [id] };
        FrameSignature Sign(string action, params string[] ids) =>
            FrameSignatures.SignMembers("demo-master-key", "demo", "Tom", id, ids, world.Now, "n", action);

        Assert.Equal(ErrorCodes.BlacklistSignatureFailed, tom.Fail(block).Code);
        Assert.Equal(ErrorCodes.BlacklistSignatureFailed, tom.Fail(block with { Signature = Sign(FrameSignatures.UnblockClients, "Bob", "Jerry") }).Code);
        Assert.Equal(ErrorCodes.BlacklistSignatureFailed, tom.Fail(own).Code);
        Assert.Equal(["Jerry", "Bob"], tom.Ask<BlacklistFrame>(block with { Signature = Sign(FrameSignatures.BlockClients, "Bob", "Jerry") }).AllowedClientIds);
        Assert.Equal(BlacklistOperations.Blocked, tom.Ask<BlacklistFrame>(own with { Signature = Sign(FrameSignatures.BlockConversations) }).Operation);
    }
}
