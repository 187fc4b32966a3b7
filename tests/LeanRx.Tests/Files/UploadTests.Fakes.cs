namespace LeanRx.Tests.Files;

public sealed partial class UploadTests
{
    sealed class Hearing(List<UploadProgress> heard) : IProgress<UploadProgress>
    {
        public void Report(UploadProgress value) => heard.Add(value);
    }

    sealed class Throwing : IProgress<UploadProgress>
    {
        public void Report(UploadProgress value) => throw new InvalidOperationException("no");
    }

    sealed class FakeReader(FileMetadata? found) : IFileMetadataReader
    {
        public FileMetadata? Read(Stream content, string name)
        {
            Assert.Equal(Bytes.Length, content.Length);
            Assert.Equal(1, content.ReadByte());
            return found ?? throw new InvalidDataException("garbage");
        }
    }

    sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    sealed class BrokenStream() : MemoryStream(new byte[10])
    {
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            throw new InvalidDataException("the disk is gone");
    }

    sealed class SilentHost : HttpMessageHandler
    {
        readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            throw new InvalidOperationException("It never answers.");
        }
    }

    sealed class ThrowingPolicy : IReconnectPolicy
    {
        public TimeSpan? NextDelay(ReconnectContext context) => throw new InvalidOperationException("no idea");
    }
}
