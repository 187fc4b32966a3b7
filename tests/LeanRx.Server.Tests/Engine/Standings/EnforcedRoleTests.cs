using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Inviting and kicking where roles count from the beginning (protocol.md §7.5).</summary>
public sealed class EnforcedRoleTests() : StandingTest(new ServerOptions { Apps = [AppOptions.Demo with { EnforceRoles = true }] })
{
    [Fact]
    public void Members_join_and_leave_but_only_managers_invite_and_kick()
    {
        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, Jerry.Fail(Frame(ConversationOperations.Add, "Bob")).Code);
        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, Jerry.Fail(Frame(ConversationOperations.Remove, "Mary")).Code);
        Assert.Equal(["Bob"], Bob.Do(Frame(ConversationOperations.Add, "Bob")).AllowedClientIds);
        Assert.Equal(["Bob"], Bob.Do(Frame(ConversationOperations.Remove, "Bob")).AllowedClientIds);

        Tom.Do(Role("Jerry", "Manager"));
        Assert.Equal(["Bob"], Jerry.Do(Frame(ConversationOperations.Add, "Bob")).AllowedClientIds);
        var removed = Jerry.Do(Frame(ConversationOperations.Remove, "Bob", "Tom"));

        Assert.Equal(["Bob"], removed.AllowedClientIds);
        var failed = Assert.Single(removed.FailedClientIds!);
        Assert.Equal((ErrorCodes.ConversationNeedOwner, "Tom"), (failed.Code, Assert.Single(failed.ClientIds)));
    }

    [Fact]
    public void The_owner_stays_although_no_role_was_given()
    {
        var failed = Assert.Single(Tom.Do(Frame(ConversationOperations.Remove, "Tom")).FailedClientIds!);

        Assert.Equal((ErrorCodes.ConversationNeedOwner, "Tom"), (failed.Code, Assert.Single(failed.ClientIds)));
    }
}
