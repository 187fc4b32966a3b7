using LeanRx.Server.Storage;

namespace LeanRx.Server.StoreSuite;

/// <summary>Tests that every <see cref="IFencedStore"/> must pass, beside those of <see cref="MessageStoreTests"/>.</summary>
/// <remarks>Derive a class in the test project of a store and open an empty store in <see cref="OpenAsync"/>. Each test gets a store of its own.</remarks>
public abstract class FencedStoreTests : IAsyncLifetime
{
    /// <summary>The store under test.</summary>
    /// <remarks>It is empty when a test begins.</remarks>
    protected IFencedStore Store { get; private set; } = null!;

    /// <summary>Opens an empty store.</summary>
    /// <remarks>Called before each test.</remarks>
    protected abstract Task<IFencedStore> OpenAsync();

    /// <summary>Opens the store.</summary>
    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    /// <summary>Closes the store.</summary>
    /// <remarks>Override to delete its files as well.</remarks>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
    }

    /// <summary>Claims the slot of a conversation.</summary>
    protected async Task<SlotClaim> ClaimAsync(string conversationId, string node = "a") =>
        Assert.Single(await Store.ClaimAsync([Slots.Of(Some.App, conversationId)], node));

    [Fact]
    public async Task A_claim_has_a_higher_epoch_than_those_before_and_leaves_other_slots_alone()
    {
        var first = await Store.ClaimAsync([7, 0, 1023, 7], "a");
        var second = await Store.ClaimAsync([7], "b");
        var third = await Store.ClaimAsync([1023, 7], "a");

        Assert.Equal([0, 7, 1023], first.Select(claim => claim.Slot));
        Assert.Equal([7], second.Select(claim => claim.Slot));
        Assert.Equal([7, 1023], third.Select(claim => claim.Slot));
        Assert.True(first[1].Epoch < second[0].Epoch && second[0].Epoch < third[0].Epoch && first[2].Epoch < third[1].Epoch);
        Assert.Empty(await Store.ClaimAsync([], "a"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1024)]
    public async Task A_slot_that_is_none_cannot_be_claimed(int slot)
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ClaimAsync([0, slot], "a"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Store.OfClaim(new(slot, 1)));

        var claim = await ClaimAsync("c1");
        await Store.OfClaim(claim).Messages.AppendAsync(Some.Message("m"));
    }

    [Fact]
    public async Task Whoever_holds_a_slot_writes_everything()
    {
        foreach (var write in StoreWrites.All)
        {
            var store = Store.OfClaim(await ClaimAsync(write.Name));
            await StoreWrites.FillAsync(store, write.Name);
            var before = await StoreWrites.DescribeAsync(store, write.Name);
            await write.RunAsync(store, write.Name);
            Assert.NotEqual(before, await StoreWrites.DescribeAsync(store, write.Name));
        }
    }

    [Fact]
    public async Task After_a_later_claim_every_write_is_refused_and_changes_nothing()
    {
        foreach (var write in StoreWrites.All)
        {
            var old = await ClaimAsync(write.Name);
            await StoreWrites.FillAsync(Store.OfClaim(old), write.Name);
            await ClaimAsync(write.Name, "b");
            var before = await StoreWrites.DescribeAsync(Store, write.Name);

            var refusal = await Record.ExceptionAsync(() => write.RunAsync(Store.OfClaim(old), write.Name));

            Assert.Equal($"{write.Name} {old}", $"{write.Name} {(refusal as StaleOwnerException)?.Claim}");
            Assert.Equal(before, await StoreWrites.DescribeAsync(Store, write.Name));
        }
    }

    [Fact]
    public async Task A_write_to_a_conversation_of_another_slot_is_refused_and_changes_nothing()
    {
        foreach (var write in StoreWrites.All.Where(write => write.IsOfConversation))
        {
            await StoreWrites.FillAsync(Store, write.Name);
            var before = await StoreWrites.DescribeAsync(Store, write.Name);
            var other = Assert.Single(await Store.ClaimAsync([(Slots.Of(Some.App, write.Name) + 1) % Slots.Count], "a"));

            var refusal = await Record.ExceptionAsync(() => write.RunAsync(Store.OfClaim(other), write.Name));

            Assert.Equal($"{write.Name} {typeof(ArgumentException)}", $"{write.Name} {refusal?.GetType()}");
            Assert.Equal(before, await StoreWrites.DescribeAsync(Store, write.Name));
        }
    }

    [Fact]
    public async Task An_epoch_that_was_never_given_writes_nothing()
    {
        var claim = await ClaimAsync("c1");

        await Assert.ThrowsAsync<StaleOwnerException>(async () =>
            await Store.OfClaim(claim with { Epoch = claim.Epoch + 1 }).Messages.AppendAsync(Some.Message("m")));
        await Assert.ThrowsAsync<StaleOwnerException>(async () => await Store.OfClaim(claim with { Epoch = 0 }).Messages.AppendAsync(Some.Message("m")));
        await Store.OfClaim(claim).Messages.AppendAsync(Some.Message("held"));

        Assert.Equal("held", await Some.HistoryAsync(Store));
    }

    [Fact]
    public async Task Reads_go_on_after_a_later_claim()
    {
        var old = Store.OfClaim(await ClaimAsync("c1"));
        await old.Messages.AppendAsync(Some.Message("a", 1));
        await Store.OfClaim(await ClaimAsync("c1", "b")).Messages.AppendAsync(Some.Message("b", 2));

        Assert.Equal("a b", await Some.HistoryAsync(old));
        Assert.Equal((await Store.GetSecretAsync()).ToArray(), (await old.GetSecretAsync()).ToArray());
        await old.CheckAsync();
        await old.DisposeAsync();
        Assert.Equal("a b", await Some.HistoryAsync(old));
    }

    [Fact]
    public async Task Of_writes_that_are_called_together_those_of_void_claims_alone_are_refused()
    {
        string[] ids = [.. Enumerable.Range(0, 8).Select(number => $"c{number}")];
        var claims = new List<SlotClaim>();
        foreach (var id in ids) claims.Add(await ClaimAsync(id));
        await Store.OfClaim(claims[2]).Messages.AppendAsync(Some.Message("known", 1, token: "t", conversation: "c2"));
        await ClaimAsync("c1", "b");
        await ClaimAsync("c5", "b");

        var appends = Enumerable.Range(0, 10)
            .SelectMany(number => ids.Select((id, index) => (Conversation: id, Append: AppendAsync(number, id, claims[index])))).ToList();
        var known = Store.OfClaim(claims[2]).Messages.AppendAsync(Some.Message("again", 20, token: "t", conversation: "c2")).AsTask();
        var free = Store.Messages.AppendAsync(Some.Message("free", 21, conversation: "c0")).AsTask();
        var refused = 0;
        foreach (var (conversation, append) in appends)
        {
            if (conversation is not ("c1" or "c5")) Assert.False((await append).IsDuplicate);
            else
            {
                await Assert.ThrowsAsync<StaleOwnerException>(() => append);
                refused++;
            }
        }

        await free;
        Assert.Equal(20, refused);
        Assert.Equal(("known", true), ((await known).Message.Id, (await known).IsDuplicate));
        Assert.Equal("m0 m1 m2 m3 m4 m5 m6 m7 m8 m9 free", await HistoryAsync("c0"));
        Assert.Equal(["", "known m0 m1 m2 m3 m4 m5 m6 m7 m8 m9", ""], [await HistoryAsync("c1"), await HistoryAsync("c2"), await HistoryAsync("c5")]);

        Task<AppendResult> AppendAsync(int number, string id, SlotClaim claim) =>
            Store.OfClaim(claim).Messages.AppendAsync(Some.Message($"m{number}", number + 2, conversation: id)).AsTask();
    }

    [Fact]
    public async Task What_is_not_seen_right_after_a_claim_is_never_stored()
    {
        for (var round = 0; round < 20; round++)
        {
            var conversation = $"c{round}";
            var old = Store.OfClaim(await ClaimAsync(conversation));
            var appends = Enumerable.Range(0, 50).Select(number => old.Messages.AppendAsync(Some.Message($"{number:D2}", number, conversation: conversation))
                .AsTask()).ToList();

            var claim = await ClaimAsync(conversation, "b");
            var seen = await HistoryAsync(conversation);
            var stored = 0;
            foreach (var append in appends)
                if (await Record.ExceptionAsync(() => append) is { } refusal) Assert.IsType<StaleOwnerException>(refusal);
                else stored++;

            Assert.Equal(claim.Slot, Slots.Of(Some.App, conversation));
            Assert.Equal(string.Join(' ', Enumerable.Range(0, stored).Select(number => $"{number:D2}")), seen);
            Assert.Equal(seen, await HistoryAsync(conversation));
        }
    }

    [Fact]
    public async Task A_claim_that_is_given_up_before_it_began_claims_nothing()
    {
        var claim = await ClaimAsync("c1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.ClaimAsync([claim.Slot], "b", new CancellationToken(canceled: true)));
        await Store.OfClaim(claim).Messages.AppendAsync(Some.Message("m"));

        Assert.Equal("m", await Some.HistoryAsync(Store));
    }

    async Task<string> HistoryAsync(string conversation) =>
        string.Join(' ', (await Store.Messages.ReadHistoryAsync(new() { ApplicationId = Some.App, ConversationId = conversation, Limit = 1000 }))
            .Select(message => message.Id));
}
