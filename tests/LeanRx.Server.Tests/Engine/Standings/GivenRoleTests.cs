using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Kicking and leaving once a role was given in a conversation (protocol.md §7.5).</summary>
public sealed class GivenRoleTests : StandingTest
{
    [Fact]
    public void Before_any_role_was_given_members_put_out_the_creator_and_it_may_leave()
    {
        Assert.Equal(["Tom"], Jerry.Do(Frame(ConversationOperations.Remove, "Tom")).AllowedClientIds);
        Jerry.Do(Frame(ConversationOperations.Add, "Tom"));
        Assert.Equal(["Tom"], Tom.Do(Frame(ConversationOperations.Remove, "Tom")).AllowedClientIds);
    }

    [Fact]
    public void Once_a_role_was_given_plain_members_put_nobody_out_but_invite_and_leave()
    {
        Tom.Do(Role("Jerry", "Manager"));
        Forget();

        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, Mary.Fail(Frame(ConversationOperations.Remove, "Tom")).Code);
        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, Mary.Fail(Frame(ConversationOperations.Remove, "Jerry")).Code);
        Assert.Equal(["Bob"], Mary.Do(Frame(ConversationOperations.Add, "Bob")).AllowedClientIds);
        Assert.Equal(["Bob"], Jerry.Do(Frame(ConversationOperations.Remove, "Bob")).AllowedClientIds);
        Assert.Equal(["Mary"], Mary.Do(Frame(ConversationOperations.Remove, "Mary")).AllowedClientIds);
        Assert.Equal(["Jerry"], Jerry.Do(Frame(ConversationOperations.Remove, "Jerry")).AllowedClientIds);
    }

    [Fact]
    public void The_owner_is_neither_put_out_nor_blocked_nor_does_it_leave()
    {
        Tom.Do(Role("Jerry", "Manager"));
        Forget();

        AssertFailed(ErrorCodes.ConversationNeedOwner, "Tom", Jerry.Do(Frame(ConversationOperations.Remove, "Tom")).FailedClientIds);
        AssertFailed(ErrorCodes.ConversationNeedOwner, "Tom", Tom.Do(Frame(ConversationOperations.Remove, "Tom")).FailedClientIds);
        AssertFailed(ErrorCodes.ConversationNeedOwner, "Tom", Jerry.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.Block, "Tom")).FailedClientIds);
        AssertFailed(ErrorCodes.ConversationNeedOwner, "Tom", Tom.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.Block, "Tom")).FailedClientIds);
        Assert.Equal(ErrorCodes.ConversationNeedOwner, World.Login("Tom", capabilities: SessionCapabilities.None)
            .Fail(Frame(ConversationOperations.Remove, "Tom")).Code);
        Forget();
        Assert.Null(Tom.Say(Id, "still here").Code);
    }

    [Theory]
    [InlineData("demoted")]
    [InlineData("left")]
    [InlineData("blocked")]
    public async Task That_a_role_was_given_is_not_forgotten_with_the_last_manager(string how)
    {
        Tom.Do(Role("Jerry", "Manager"));
        if (how == "demoted")
            Tom.Do(Role("Jerry", "Member"));
        else if (how == "left")
            Jerry.Do(Frame(ConversationOperations.Remove, "Jerry"));
        else
            Tom.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.Block, "Jerry"));
        Forget();

        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, Mary.Fail(Frame(ConversationOperations.Remove, "Tom")).Code);
        Assert.Empty(await World.Engine.Applications["demo"].Moderation.FindRolesAsync(Id, TestContext.Current.CancellationToken));
        await World.DisposeAsync();

        var next = new World(store: World.Store);
        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, next.Login("Mary").Fail(Frame(ConversationOperations.Remove, "Tom")).Code);
    }

    [Fact]
    public async Task A_manager_does_nothing_to_itself()
    {
        Tom.Do(Role("Jerry", "Manager"));
        await World.Engine.Applications["demo"].Moderation.SilenceAsync(Id, ["Jerry"], cancellationToken: TestContext.Current.CancellationToken);
        Forget();

        AssertFailed(ErrorCodes.ConversationOperationUnauthorized, "Jerry", Jerry.Do(Frame(ConversationOperations.RemoveSilence, "Jerry")).FailedClientIds);
        AssertFailed(ErrorCodes.ConversationOperationUnauthorized, "Jerry", Jerry.Do(Frame(ConversationOperations.AddSilence, "Jerry")).FailedClientIds);
        AssertFailed(ErrorCodes.ConversationOperationUnauthorized, "Jerry",
            Jerry.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.Block, "Jerry")).FailedClientIds);
        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, Jerry.Fail(Role("Jerry", "Member")).Code);
        Assert.Equal(ErrorCodes.Silenced, Jerry.Say(Id, "still silenced").Code);
        Assert.Equal(["Jerry"], Tom.Do(Frame(ConversationOperations.RemoveSilence, "Jerry")).AllowedClientIds);
    }

    [Fact]
    public async Task An_operator_puts_out_whom_it_likes()
    {
        Tom.Do(Role("Jerry", "Manager"));

        Assert.Equal(["Jerry", "Mary"], (await World.Operator()
            .Conversations.RemoveMembersAsync(Id, ["Tom"], TestContext.Current.CancellationToken)).Members.Order());
    }

    static void AssertFailed(int code, string clientId, IReadOnlyList<OperationError>? failed)
    {
        var error = Assert.Single(failed!);
        Assert.Equal((code, clientId), (error.Code, Assert.Single(error.ClientIds)));
    }
}
