using LeanRx.Uploads.Internal;

namespace LeanRx.Tests.Files;

public class UploadTimeoutTests
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(1024 * 1024, 74)]
    [InlineData(100 * 1024 * 1024, 6410)]
    public void A_page_hears_nothing_of_the_bytes_on_their_way_and_waits_longer_the_more_they_are(long length, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), UploadTimeout.Of(Timeout, length, isBrowser: true));

    [Fact]
    public void Elsewhere_each_block_is_told_and_silence_is_bounded_whatever_the_length() =>
        Assert.Equal(Timeout, UploadTimeout.Of(Timeout, 100 * 1024 * 1024, isBrowser: false));

    [Fact]
    public void Without_a_bound_there_is_none() => Assert.Equal(System.Threading.Timeout.InfiniteTimeSpan,
        UploadTimeout.Of(System.Threading.Timeout.InfiniteTimeSpan, 100 * 1024 * 1024, isBrowser: true));
}
