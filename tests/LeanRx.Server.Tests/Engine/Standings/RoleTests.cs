using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Roles (protocol.md §4.9, §7.5).</summary>
public sealed class RoleTests : StandingTest
{
    [Fact]
    public void The_owner_makes_a_manager_and_everybody_is_told()
    {
        var desk = World.Login("Tom");

        var reply = Tom.Do(Role("Jerry", "Manager"));

        Assert.Equal((ConversationOperations.MemberInfoUpdated, Id), (reply.Operation, reply.ConversationId));
        Assert.Equal(("Jerry", "Manager"), (reply.MemberInfo!.ClientId, reply.MemberInfo.Role));
        Assert.Equal(24, reply.MemberInfo.InfoId!.Length);
        foreach (var device in (TestDevice[])[Tom, desk, Jerry, Mary])
        {
            var push = device.Take<ConversationFrame>();
            Assert.Equal((ConversationOperations.MemberInfoChanged, Id, "Tom", reply.MemberInfo),
                (push.Operation, push.ConversationId, push.InitiatedBy, push.MemberInfo));
        }
    }

    [Fact]
    public void A_manager_makes_managers_and_unmakes_them_but_nobody_changes_the_owner()
    {
        Tom.Do(Role("Jerry", "Manager"));
        Jerry.Do(Role("Mary", "Manager"));
        Mary.TakeAll();
        Mary.Do(Role("Jerry", "Member"));

        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, Jerry.Fail(Role("Mary", "Member")).Code);
        Assert.Equal(ErrorCodes.ConversationNeedOwner, Mary.Fail(Role("Tom", "Member")).Code);
        Assert.Equal(ErrorCodes.ConversationNeedOwner, Tom.Fail(Role("Tom", "Manager")).Code);
        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, Tom.Fail(Role("Mary", "Owner")).Code);
    }

    [Fact]
    public void Only_known_roles_for_members_of_conversations_that_have_roles()
    {
        Assert.Equal(ErrorCodes.UnknownConversationRole, Tom.Fail(Role("Jerry", "King")).Code);
        Assert.Equal(ErrorCodes.UnknownConversationRole, Tom.Fail(Role("Jerry", null)).Code);
        Assert.Equal(ErrorCodes.ConversationApiFailed, Tom.Fail(Role("", "Manager")).Code);
        Assert.Equal(ErrorCodes.ConversationMembershipRequired, Tom.Fail(Role("Bob", "Manager")).Code);
        Assert.Equal(ErrorCodes.ConversationMembershipRequired, Bob.Fail(Role("Jerry", "Manager")).Code);
        Assert.Equal(ErrorCodes.ConversationNotFound, Tom.Fail(Role("Jerry", "Manager") with { ConversationId = "nowhere" }).Code);
        var temporary = Tom.Do(new ConversationFrame { Operation = ConversationOperations.Start, IsTemporary = true, Members = ["Jerry"] }).ConversationId;
        Tom.TakeAll();
        Assert.Equal(ErrorCodes.NormalConversationRequired, Tom.Fail(Role("Jerry", "Manager") with { ConversationId = temporary }).Code);
    }

    [Fact]
    public void A_role_ends_with_the_membership()
    {
        Tom.Do(Role("Jerry", "Manager"));
        Tom.Do(Frame(ConversationOperations.Remove, "Jerry"));
        Tom.Do(Frame(ConversationOperations.Add, "Jerry"));
        Forget();

        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, Jerry.Fail(Role("Mary", "Manager")).Code);
    }

    [Fact]
    public async Task Roles_outlive_the_server()
    {
        Tom.Do(Role("Jerry", "Manager"));
        await World.DisposeAsync();

        var next = new World(store: World.Store);
        var jerry = next.Login("Jerry");

        Assert.Equal(ConversationOperations.MemberInfoUpdated, jerry.Do(Role("Mary", "Manager")).Operation);
        var roles = await next.Engine.Applications["demo"].Moderation.FindRolesAsync(Id);
        Assert.Equal(["Jerry Manager", "Mary Manager"], roles.Select(it => $"{it.ClientId} {it.Role}"));
    }

    [Fact]
    public async Task An_operator_gives_roles_too()
    {
        var moderation = World.Engine.Applications["demo"].Moderation;

        Assert.Equal("Owner", (await moderation.SetRoleAsync(Id, "Mary", "Owner")).Role);

        Assert.Equal(["member-info-changed Mary by "], Pushes(Mary));
        Assert.Equal(["member-info-changed Mary by "], Pushes(Tom));
        Assert.Equal(ErrorCodes.ConversationNeedOwner, Tom.Fail(Role("Mary", "Member")).Code);
        Assert.Equal(4324, (await Assert.ThrowsAsync<OperationRefusedException>(async () => await moderation.SetRoleAsync(Id, "Tom", "Member"))).Code);
        Assert.Equal(4321, (await Assert.ThrowsAsync<OperationRefusedException>(async () => await moderation.SetRoleAsync(Id, "Jerry", "king"))).Code);
        Assert.Equal(4303, (await Assert.ThrowsAsync<OperationRefusedException>(async () =>
            await moderation.SetRoleAsync("nowhere", "Jerry", "Manager"))).Code);
        Assert.Throws<ArgumentException>(() => World.Engine.Applications["other"].Moderation);
    }
}
