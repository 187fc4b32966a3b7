using LeanRx.Server.Storage;

namespace LeanRx.Server.StoreSuite;

/// <summary>A call that changes a store.</summary>
/// <param name="Name">The method.</param>
/// <param name="IsOfConversation">Whether what it changes belongs to a conversation, and so to a slot.</param>
/// <param name="RunAsync">Calls it, for what belongs to a conversation or goes by its name.</param>
sealed record StoreWrite(string Name, bool IsOfConversation, Func<IMessageStore, string, Task> RunAsync);

/// <summary>Every call that changes a store.</summary>
static class StoreWrites
{
    public static IReadOnlyList<StoreWrite> All { get; } =
    [
        Of("IConversationStore.SaveAsync", (store, id) => store.Conversations.SaveAsync(Some.Conversation(id) with { Name = "new" })),
        Of("IConversationStore.DeleteAsync", (store, id) => store.Conversations.DeleteAsync(Some.App, id)),
        Of("IMembershipStore.AddAsync", (store, id) => store.Members.AddAsync(Some.Conversation(id), ["anna"])),
        Of("IMembershipStore.RemoveAsync", (store, id) => store.Members.RemoveAsync(Some.Conversation(id), ["tom"])),
        Of("IMembershipStore.ReplaceAsync", (store, id) => store.Members.ReplaceAsync(Some.Conversation(id, "anna"))),
        Of("IMessageLog.AppendAsync", async (store, id) => await store.Messages.AppendAsync(Some.Message("new", 9, token: "new", conversation: id))),
        Of("IMessageLog.ImportAsync", async (store, id) => await store.Messages.ImportAsync([Some.Message("new", 9, conversation: id)])),
        Of("IMessageLog.UpdateAsync", (store, id) => store.Messages.UpdateAsync(Some.Message("old", conversation: id) with { Data = "new", PatchedAt = 9 })),
        Of("IMessageLog.DeleteAsync", (store, id) => store.Messages.DeleteAsync(Some.App, id, "old")),
        Of("ICursorStore.SaveAsync", (store, id) => store.Cursors.SaveAsync([Some.Cursor(Some.App, id, "tom", 9, 9)])),
        Of("ICursorStore.DeleteAsync", (store, id) => store.Cursors.DeleteAsync(Some.App, id, ["tom"])),
        Of("IReceiptStore.AddAsync", (store, id) => store.Receipts.AddAsync([Some.Receipt(Some.App, id, id, "new", 9, true, "jerry")], 100)),
        Of("IModerationStore.SaveAsync", (store, id) => store.Moderation.SaveAsync([Some.Standing(Some.App, id, "tom") with { IsBlocked = true }])),
        Of("INotificationStore.AddAsync", (store, id) => store.Notifications.AddAsync(Notification(id, 9), Bounds)),
        Other("IReceiptStore.TakeAsync", async (store, id) => await store.Receipts.TakeAsync(Some.App, id)),
        Other("IModerationStore.SaveKickAsync", (store, id) => store.Moderation.SaveKickAsync(Some.Kick(Some.App, id, 9), 0)),
        Other("INotificationStore.AddClientAsync", (store, id) => store.Notifications.AddClientAsync(Some.App, id)),
        Other("IDeviceStore.SaveAsync", (store, id) => store.Devices.SaveAsync(Device(id, 9))),
        Other("IDeviceStore.DeleteAsync", (store, id) => store.Devices.DeleteAsync(Some.App, id)),
    ];

    static NotificationBounds Bounds => new() { MaxCount = 100, MaxConversationBytes = 1_000_000, MaxBytes = 1_000_000 };

    /// <summary>Stores something of every kind under a name.</summary>
    public static async Task FillAsync(IMessageStore store, string id)
    {
        await store.Conversations.SaveAsync(Some.Conversation(id, "tom", "jerry"));
        await store.Messages.AppendAsync(Some.Message("old", token: "old", conversation: id));
        await store.Cursors.SaveAsync([Some.Cursor(Some.App, id, "tom", 1, 1)]);
        await store.Moderation.SaveAsync([Some.Standing(Some.App, id, "jerry") with { IsBlocked = true }]);
        await store.Receipts.AddAsync([Some.Receipt(Some.App, id, id, "old", 1, false, "jerry")], 100);
        await store.Notifications.AddAsync(Notification(id, 1), Bounds);
        await store.Devices.SaveAsync(Device(id, 1));
    }

    /// <summary>All that goes by a name, as text. It takes the receipts out, and puts them back.</summary>
    public static async Task<string> DescribeAsync(IMessageStore store, string id)
    {
        var receipts = await store.Receipts.TakeAsync(Some.App, id);
        await store.Receipts.AddAsync(receipts, 100);
        var conversation = await store.Conversations.FindAsync(Some.App, id);
        var notifications = await store.Notifications.FindAsync(new() { ApplicationId = Some.App, ClientId = id, Limit = 100 });
        return string.Join('\n',
        [
            conversation is null ? "none" : Some.Describe(conversation),
            .. (await store.Messages.ReadHistoryAsync(new() { ApplicationId = Some.App, ConversationId = id, Limit = 100 })).Select(Some.Describe),
            .. (await store.Cursors.FindByConversationAsync(Some.App, id)).Select(cursor => $"{cursor}"),
            .. (await store.Moderation.FindByConversationAsync(Some.App, id)).Select(standing => $"{standing}"),
            .. receipts.Select(receipt => $"{receipt}"),
            .. notifications.Notifications.Select(notification => notification.Frame),
            .. (await store.Moderation.FindKicksAsync(Some.App)).Where(kick => kick.ClientId == id).Select(kick => $"{kick}"),
            .. (await store.Notifications.FindClientsAsync(Some.App)).Where(client => client == id),
            $"{(await store.Devices.FindAsync(Some.App, id))?.UpdatedAt}",
        ]);
    }

    static StoreWrite Of(string name, Func<IMessageStore, string, ValueTask> run) => new(name, true, (store, id) => run(store, id).AsTask());

    static StoreWrite Other(string name, Func<IMessageStore, string, ValueTask> run) => new(name, false, (store, id) => run(store, id).AsTask());

    static StoredNotification Notification(string id, long at) =>
        new() { ApplicationId = Some.App, ConversationId = id, Timestamp = at, Frame = $"at {at}", ClientIds = [id] };

    static Device Device(string id, long at) => new() { ApplicationId = Some.App, Id = id, DeviceType = "ios", CreatedAt = 1, UpdatedAt = at };
}
