using LeanRx.Server.Storage;

namespace LeanRx.Server.StoreSuite;

/// <summary>Tests that every <see cref="IMessageStore"/> must pass.</summary>
/// <remarks>Derive a class in the test project of a store and open an empty store in <see cref="OpenAsync"/>. Each test gets a store of its own.</remarks>
public abstract partial class MessageStoreTests : IAsyncLifetime
{
    /// <summary>The store under test.</summary>
    /// <remarks>It is empty when a test begins.</remarks>
    protected IMessageStore Store { get; private set; } = null!;

    /// <summary>Opens an empty store.</summary>
    /// <remarks>Called before each test.</remarks>
    protected abstract Task<IMessageStore> OpenAsync();

    /// <summary>Opens the store.</summary>
    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    /// <summary>Closes the store.</summary>
    /// <remarks>Override to delete its files as well.</remarks>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
    }

    [Fact]
    public async Task The_secret_is_long_and_stays()
    {
        await Store.CheckAsync();
        var secret = await Store.GetSecretAsync();
        await Store.CheckAsync();

        Assert.Equal(32, secret.Length);
        Assert.Contains(secret.ToArray(), octet => octet != 0);
        Assert.Equal(secret.ToArray(), (await Store.GetSecretAsync()).ToArray());
    }

    [Fact]
    public async Task Who_checks_at_the_same_time_as_others_finds_what_it_wrote_itself() =>
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Store.CheckAsync().AsTask()));

    [Fact]
    public async Task A_call_given_up_before_it_began_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.Messages.AppendAsync(Some.Message("a", 1), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.Conversations.SaveAsync(Some.Conversation("c1"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.Conversations.FindAsync(Some.App, "c1", cancelled));

        Assert.Null(await Store.Messages.FindAsync(Some.App, "c1", "a"));
        Assert.Null(await Store.Conversations.FindAsync(Some.App, "c1"));
    }
}
