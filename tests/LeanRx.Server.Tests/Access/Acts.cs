using LeanRx.Protocol;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Every frame that asks for something of a conversation: what it answers, a code or null when it is done.</summary>
static class Acts
{
    /// <summary>Passed over in silence.</summary>
    const int Nothing = 0;

    public static IReadOnlyDictionary<(string Command, string? Operation),
        (Permission Permission, bool IsToOneself, Func<Scene, Task<int?>> Do)[]> All
    { get; } =
        new Dictionary<(string, string?), (Permission, bool, Func<Scene, Task<int?>>)[]>
        {
            [(Commands.Direct, null)] =
        [
            (Permission.SendMessage, false, Frame(scene => new DirectFrame { ConversationId = scene.Id, Body = "words" })),
            (Permission.SendMessage, false, Frame(scene => new DirectFrame { ConversationId = scene.Id, Body = "words", IsTransient = true })),
            (Permission.SendMessage, false, Frame(scene => new DirectFrame { ConversationId = scene.Id, Body = "words", IsWill = true })),
        ],
            [(Commands.Logs, null)] = [(Permission.ReadHistory, false, Frame(scene => new LogsFrame { ConversationId = scene.Id }))],
            [(Commands.Ack, null)] =
            [(Permission.AcknowledgeMessages, false, scene => MoveAsync(scene, new AckFrame { ConversationId = scene.Id, MessageId = scene.Heard.Id }))],
            [(Commands.Read, null)] = [(Permission.AcknowledgeMessages, false, scene => MoveAsync(scene, new ReadFrame { ConversationIds = [scene.Id] }))],
            [(Commands.Patch, PatchOperations.Modify)] =
            [(Permission.EditMessage, false, Frame(scene => Patch(scene, "other words"))),
            (Permission.RecallMessage, false, Frame(scene => Patch(scene, null)))],
            [(Commands.Conversation, ConversationOperations.Query)] = [(Permission.ReadHistory, false, LastMessageAsync)],
            [(Commands.Conversation, ConversationOperations.Add)] =
        [
            (Permission.JoinConversation, true, Frame(scene => About(scene, ConversationOperations.Add, scene.Device.ClientId))),
            (Permission.AddMembers, false, Frame(scene => About(scene, ConversationOperations.Add, "Newcomer"))),
        ],
            [(Commands.Conversation, ConversationOperations.Remove)] =
        [
            (Permission.LeaveConversation, true, Frame(scene => About(scene, ConversationOperations.Remove, scene.Device.ClientId))),
            (Permission.RemoveMembers, false, Frame(scene => About(scene, ConversationOperations.Remove, Scene.Other))),
        ],
            [(Commands.Conversation, ConversationOperations.Count)] =
            [(Permission.CountMembers, false, Frame(scene => About(scene, ConversationOperations.Count)))],
            [(Commands.Conversation, ConversationOperations.Members)] =
            [(Permission.ListOccupants, false, Frame(scene => About(scene, ConversationOperations.Members)))],
            [(Commands.Conversation, ConversationOperations.Update)] =
            [(Permission.UpdateConversation, false,
            Frame(scene => About(scene, ConversationOperations.Update) with { Attributes = Moves.Json("""{"name":"words"}""") }))],
            [(Commands.Conversation, ConversationOperations.Mute)] =
            [(Permission.MuteConversation, false, Frame(scene => About(scene, ConversationOperations.Mute)))],
            [(Commands.Conversation, ConversationOperations.Unmute)] =
            [(Permission.MuteConversation, false, Frame(scene => About(scene, ConversationOperations.Unmute)))],
            [(Commands.Conversation, ConversationOperations.MaxRead)] =
            [(Permission.ReadReceipts, false, Frame(scene => About(scene, ConversationOperations.MaxRead)))],
            [(Commands.Conversation, ConversationOperations.MemberInfoUpdate)] =
            [(Permission.SetRole, false, Frame(scene => Role(scene, Scene.Other))),
            (Permission.SetRole, true, Frame(scene => Role(scene, scene.Device.ClientId)))],
            [(Commands.Conversation, ConversationOperations.AddSilence)] = Moderating(Permission.SilenceMembers, ConversationOperations.AddSilence),
            [(Commands.Conversation, ConversationOperations.RemoveSilence)] = Moderating(Permission.SilenceMembers, ConversationOperations.RemoveSilence),
            [(Commands.Conversation, ConversationOperations.QuerySilence)] =
            [(Permission.ReadModeration, false, Frame(scene => About(scene, ConversationOperations.QuerySilence)))],
            [(Commands.Conversation, ConversationOperations.CheckSilence)] =
        [
            (Permission.ReadModeration, false, Frame(scene => About(scene, ConversationOperations.CheckSilence, Scene.Other))),
            (Permission.CheckModeration, true, Frame(scene => About(scene, ConversationOperations.CheckSilence, scene.Device.ClientId))),
        ],
            [(Commands.Blacklist, BlacklistOperations.Block)] = Blocking(BlacklistOperations.Block),
            [(Commands.Blacklist, BlacklistOperations.Unblock)] = Blocking(BlacklistOperations.Unblock),
            [(Commands.Blacklist, BlacklistOperations.Query)] = [(Permission.ReadModeration, false, Frame(scene => List(scene, BlacklistOperations.Query)))],
            [(Commands.Blacklist, BlacklistOperations.CheckBlock)] =
        [
            (Permission.ReadModeration, false, Frame(scene => List(scene, BlacklistOperations.CheckBlock, Scene.Other))),
            (Permission.CheckModeration, true, Frame(scene => List(scene, BlacklistOperations.CheckBlock, scene.Device.ClientId))),
        ],
        };

    /// <summary>The code of an answer, also of one that names clients for whom it failed.</summary>
    public static int? CodeOf(Frame answer) => answer switch
    {
        ErrorFrame error => error.Code,
        AckFrame ack => ack.Code,
        ConversationFrame { FailedClientIds: [var failed, ..] } => failed.Code,
        BlacklistFrame { FailedClientIds: [var failed, ..] } => failed.Code,
        _ => null,
    };

    static Func<Scene, Task<int?>> Frame(Func<Scene, Frame> frame) => scene =>
    {
        var serialId = scene.Device.Send(frame(scene));
        return Task.FromResult(CodeOf(Assert.Single(scene.Device.TakeAll(), answer => answer.SerialId == serialId)));
    };

    /// <summary>What gets no answer is seen by what the store keeps.</summary>
    static async Task<int?> MoveAsync(Scene scene, Frame frame)
    {
        var before = await PlacesAsync(scene);
        scene.Device.Send(frame);
        scene.World.Pass(TimeSpan.FromSeconds(30));
        return (await PlacesAsync(scene)).SequenceEqual(before) ? Nothing : null;
    }

    static async Task<List<MemberCursor>> PlacesAsync(Scene scene) =>
        [.. (await scene.World.Store.Cursors.FindByConversationAsync("demo", scene.Id)).Where(cursor => cursor.ClientId == scene.Device.ClientId)];

    static Task<int?> LastMessageAsync(Scene scene)
    {
        ConversationFrame query = new() { Operation = ConversationOperations.Query, Flag = 2 };
        query = scene.Id.StartsWith("_tmp:", StringComparison.Ordinal) ? query with { TemporaryConversationIds = [scene.Id] }
            : query with { Where = Moves.Json($$"""{"objectId":"{{scene.Id}}"}""") };
        var found = Assert.Single(scene.Device.Do(query).Results!.Value.EnumerateArray());
        return Task.FromResult<int?>(found.TryGetProperty("msg", out _) ? null : ErrorCodes.ConversationLogRejected);
    }

    static (Permission Permission, bool IsToOneself, Func<Scene, Task<int?>> Do)[] Moderating(Permission permission, string operation) =>
    [
        (permission, false, Frame(scene => About(scene, operation, Scene.Other))),
        (permission, true, Frame(scene => About(scene, operation, scene.Device.ClientId))),
    ];

    static (Permission Permission, bool IsToOneself, Func<Scene, Task<int?>> Do)[] Blocking(string operation) =>
    [
        (Permission.BlockMembers, false, Frame(scene => List(scene, operation, Scene.Other))),
        (Permission.BlockMembers, true, Frame(scene => List(scene, operation, scene.Device.ClientId))),
    ];

    static ConversationFrame About(Scene scene, string operation, params string[] clientIds) =>
        new() { Operation = operation, ConversationId = scene.Id, Members = clientIds.Length > 0 ? clientIds : null };

    static ConversationFrame Role(Scene scene, string clientId) =>
        About(scene, ConversationOperations.MemberInfoUpdate) with { MemberInfo = new MemberInfo(clientId, MemberRoles.Member, null) };

    static BlacklistFrame List(Scene scene, string operation, params string[] clientIds) =>
        new() { Operation = operation, SourceConversationId = scene.Id, TargetClientIds = clientIds.Length > 0 ? clientIds : null };

    static PatchFrame Patch(Scene scene, string? body) =>
        new()
        {
            Operation = PatchOperations.Modify,
            Patches = [new PatchItem { ConversationId = scene.Id, MessageId = scene.OwnMessage, Data = body, IsRecall = body is null }]
        };
}
