namespace LeanRx.Server.S3.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void An_address_names_bucket_prefix_endpoint_and_region()
    {
        var options = S3FileStoreOptions.Parse("s3://chat-files/a/%E5%B0%8F/?endpoint=http%3A%2F%2Fminio%3A9000&region=eu-central-1");

        Assert.Equal(("chat-files", "a/小/", new Uri("http://minio:9000"), "eu-central-1"),
            (options.Bucket, options.Prefix, options.Endpoint, options.Region));
        Assert.Equal(new S3FileStoreOptions { Bucket = "chat-files" }, S3FileStoreOptions.Parse("s3://chat-files"));
        Assert.True(S3FileStore.IsAddress("s3://chat-files"));
        Assert.False(S3FileStore.IsAddress("/var/lib/s3"));
    }

    [Theory]
    [InlineData("/var/files", "is no address of a bucket")]
    [InlineData("s3:///prefix", "is no address of a bucket")]
    [InlineData("s3://key:secret@chat-files", "holds no keys")]
    [InlineData("s3://chat-files?endpoint=https%3A%2F%2Fkey%3Asecret%40minio", "holds no keys")]
    [InlineData("s3://ab", "is no name of a bucket")]
    [InlineData("s3://chat-files?endpoint=minio", "is no endpoint")]
    [InlineData("s3://chat-files?endpoint=ftp%3A%2F%2Fminio", "is no endpoint")]
    [InlineData("s3://chat-files?region=", "is no region")]
    [InlineData("s3://chat-files?key=a", "'key' is unknown")]
    public void An_address_that_is_wrong_says_where(string address, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => S3FileStoreOptions.Parse(address)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("s3://key:secret@chat-files")]
    [InlineData("s3://key:secret@")]
    [InlineData("s3://chat-files?endpoint=https%3A%2F%2Fkey%3Asecret%40minio")]
    public void Keys_in_an_address_are_not_repeated(string address) =>
        Assert.DoesNotContain("secret@", Assert.Throws<FormatException>(() => S3FileStoreOptions.Parse(address)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_option_out_of_range_is_refused()
    {
        var options = new S3FileStoreOptions { Bucket = "chat-files" };
        Assert.Throws<ArgumentException>(() => S3FileStore.Open(options with { AccessKeyId = "a" }));
        Assert.Throws<ArgumentException>(() => S3FileStore.Open(options with { Prefix = new string('a', 257) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => S3FileStore.Open(options with { Timeout = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => S3FileStore.Open(options with { Timeout = TimeSpan.FromDays(2) }));
    }

    [Fact]
    public void What_is_printed_holds_no_secret() =>
        Assert.Equal("s3://chat-files/a/?region=us-east-1",
            new S3FileStoreOptions { Bucket = "chat-files", Prefix = "a/", AccessKeyId = "id", SecretAccessKey = "secret" }.ToString());
}
