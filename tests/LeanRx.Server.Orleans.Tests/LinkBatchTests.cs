using LeanRx.Server.Orleans.Internal;

namespace LeanRx.Server.Orleans.Tests;

public class LinkBatchTests
{
    [Fact]
    public void Items_travel_together_in_their_order()
    {
        byte[][] items = [[1, 2, 3], [], [4]];
        var batch = LinkBatch.Write([.. items.Select(static item => (ReadOnlyMemory<byte>)item)]);
        Assert.Equal(items, LinkBatch.Read(batch).Select(static item => item.ToArray()));
    }

    [Theory]
    [InlineData(new byte[] { 1, 1, 0, 0, 0, 7 }, "A node sent a batch of version 1, and this one knows version 2.")]
    [InlineData(new byte[] { }, "A node sent a batch of version none, and this one knows version 2.")]
    [InlineData(new byte[] { 2, 2, 0, 0, 0, 7 }, "A node sent a batch that ends within an item.")]
    [InlineData(new byte[] { 2, 0xFF, 0xFF, 0xFF, 0xFF }, "A node sent a batch that ends within an item.")]
    public void What_a_node_of_another_version_sends_or_breaks_off_is_refused(byte[] batch, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => LinkBatch.Read(batch)).Message);
}
