using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>
/// A conversation with an owner, the one in question on its seat, and a plain member to whom things are done. Somebody else has said something, and the one in
/// question too.
/// </summary>
sealed class Scene
{
    public const string Other = "Other";

    const string Owner = "Owner";

    Scene(World world, string id, TestDevice device) => (World, Id, Device) = (world, id, device);

    public World World { get; }

    /// <summary>The conversation.</summary>
    public string Id { get; }

    /// <summary>The one in question.</summary>
    public TestDevice Device { get; }

    /// <summary>Its own message.</summary>
    public string OwnMessage { get; private set; } = "";

    /// <summary>Another's message, for all or for it.</summary>
    public StoredMessage Heard { get; private set; } = null!;

    public ApplicationModeration Moderation => World.Engine.Applications["demo"].Moderation;

    /// <summary>The same with another device, which asks for another conversation.</summary>
    public Scene As(TestDevice device, string id) => new(World, id, device) { OwnMessage = OwnMessage, Heard = Heard };

    public static async Task<Scene> PlayAsync(Seat seat)
    {
        var party = seat.Party;
        var world = new World(new ServerOptions
        {
            Apps = [AppOptions.Demo with { EnforceRoles = party.Roles == RoleRegime.Enforced },
            AppOptions.Demo with { ApplicationId = "other" }]
        });
        var owner = world.Login(Owner);
        var me = seat.Name == "owner" ? Owner : "Me";
        var id = party.Kind switch
        {
            ConversationKind.ChatRoom => owner.StartRoom(),
            ConversationKind.Temporary =>
                owner.Do(new ConversationFrame
                {
                    Operation = ConversationOperations.Start,
                    IsTemporary = true,
                    Members = seat.Name == "stranger" ? [Other]
                : [Other, me]
                }).ConversationId!,
            ConversationKind.Service =>
                (await world.Operator()
                    .Conversations.CreateAsync(new NewConversation { Kind = ConversationKind.Service, CreatorId = Owner, Members = [Owner, Other] })).Id,
            _ => owner.Start([Other]),
        };
        var scene = new Scene(world, id, seat.Name == "owner" ? owner : world.Login(me));
        await scene.SitAsync(seat, me).ConfigureAwait(false);
        foreach (var device in (TestDevice[])[owner, scene.Device])
            device.TakeAll();
        return scene;
    }

    async Task SitAsync(Seat seat, string me)
    {
        var (kind, operators) = (seat.Party.Kind, World.Operator());
        if (kind is ConversationKind.Normal or ConversationKind.Service && seat.Name is not ("owner" or "stranger"))
            await operators.Conversations.AddMembersAsync(Id, [me]);
        if (kind == ConversationKind.ChatRoom && seat.Name is not ("owner" or "manager" or "stranger" or "blocked manager"))
            Device.Do(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = Id, Members = [me] });
        string[] thread = kind == ConversationKind.Service ? [me] : [];
        OwnMessage = (await operators.Messages.SendAsync(Id, new SystemMessage(me, "mine") { ToClientIds = thread })).Id;
        Heard = await operators.Messages.SendAsync(Id, new SystemMessage("somebody", "hello") { ToClientIds = thread });
        if (seat.Name.EndsWith("manager", StringComparison.Ordinal))
            await Moderation.SetRoleAsync(Id, me, MemberRoles.Manager);
        else if (seat.Party.Roles == RoleRegime.Given)
            await Moderation.SetRoleAsync(Id, Other, MemberRoles.Manager);
        if (seat.Party.Roles == RoleRegime.Given) // Nothing but that a role was given is left of it.
            await Moderation.SetRoleAsync(Id, Other, MemberRoles.Member);
        if (seat.Party.IsSilenced)
            await Moderation.SilenceAsync(Id, [me]);
        if (seat.Party.IsBlocked)
            await Moderation.BlockAsync(Id, [me]);
        if (seat.Name == "removed")
            await operators.Conversations.RemoveMembersAsync(Id, [me]);
    }
}
