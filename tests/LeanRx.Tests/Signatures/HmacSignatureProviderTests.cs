using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Signatures;

public class HmacSignatureProviderTests
{
    static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);

    [Theory]
    // Each value is the HMAC-SHA1, with the key "master", of the line of protocol.md §6.1 with timestamp 1700000000000 and nonce 0000000000000000.
    [InlineData(SignatureAction.Open, null, new string[0], "aa6163860148e4113f7ef3075a122954c83dff77")]
    [InlineData(SignatureAction.Create, null, new[] { "tom", "jerry" }, "9c42e07a8ca2b7caf389e2c80e7a280cf28cf4a6")]
    [InlineData(SignatureAction.Create, null, new string[0], "aa6163860148e4113f7ef3075a122954c83dff77")]
    [InlineData(SignatureAction.Add, "room", new[] { "jerry", "Bob", "alice" }, "bf74beeaef0e6c77ec27a271f2e17f9072ec7b1a")]
    [InlineData(SignatureAction.Remove, "room", new[] { "jerry", "bob" }, "b566703e7ba21552b6c5956a41d81ab881a2b834")]
    [InlineData(SignatureAction.Block, "room", new[] { "jerry", "bob" }, "4dc6a0c8951d2628ec3f53116c67c418ef33e128")]
    [InlineData(SignatureAction.Unblock, "room", new[] { "jerry", "bob" }, "8213a06e045c66bffa41cd6db6b38f1cb8420cc9")]
    [InlineData(SignatureAction.BlockConversation, "room", new string[0], "e63117b6385df362411da7a05a8dbb5df52db42f")]
    [InlineData(SignatureAction.UnblockConversation, "room", new string[0], "765945fb29c7077cbcb08a746dd1f73116db61cd")]
    public async Task Every_action_has_its_own_text(SignatureAction action, string? conversationId, string[] members, string expected)
    {
        var scheduler = new TestScheduler();
        scheduler.AdvanceTo(Time.UtcTicks);
        var provider = new HmacSignatureProvider("master", scheduler, new Zeros());

        var signature = await provider.SignAsync(new SignatureRequest
        {
            ApplicationId = "app",
            ClientId = "tom",
            Action = action,
            ConversationId = conversationId,
            MemberIds = members,
        });

        Assert.Equal(new Signature(1_700_000_000_000, "0000000000000000", expected), signature);
    }

    [Fact]
    public async Task Nonces_differ()
    {
        var provider = new HmacSignatureProvider("master");
        var request = new SignatureRequest { ApplicationId = "app", ClientId = "tom", Action = SignatureAction.Open, ConversationId = null, MemberIds = [] };

        Assert.NotEqual((await provider.SignAsync(request)).Nonce, (await provider.SignAsync(request)).Nonce);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_empty_key_is_refused(string? key) => Assert.Throws<ArgumentException>(() => new HmacSignatureProvider(key!));

    sealed class Zeros : Random
    {
        public override void NextBytes(byte[] buffer) => buffer.AsSpan().Clear();
    }
}
