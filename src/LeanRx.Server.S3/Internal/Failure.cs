using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace LeanRx.Server.S3.Internal;

/// <summary>What failures of the service mean, in words that do not tell where it stands.</summary>
static class Failure
{
    public static bool IsMissing(AmazonS3Exception exception) =>
        exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode is not "NoSuchBucket";

    /// <summary>Whether it is a failure of the service or of the way to it, and not of whoever called.</summary>
    public static bool IsOurs(Exception exception) =>
        exception is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException or IOException
        || (exception is OperationCanceledException { CancellationToken.IsCancellationRequested: false });

    /// <param name="what">What cannot be done with the files.</param>
    public static IOException Told(string what, Exception exception) => new($"The files cannot be {what}: {Reason(exception)}", exception);

    static string Reason(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode: "NoSuchBucket" } => "the object store has no bucket of this name.",
        AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } refusal =>
            $"the object store refuses the access key ({refusal.ErrorCode}).",
        AmazonServiceException { StatusCode: HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect } => "the bucket is in another region.",
        AmazonServiceException { StatusCode: HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests } => "the object store is too busy.",
        AmazonServiceException { StatusCode: > 0 } refusal => $"the object store failed ({(int)refusal.StatusCode} {refusal.ErrorCode}).",
        AmazonClientException when exception.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) =>
            "no access key was found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
        OperationCanceledException or TimeoutException => "the object store did not answer in time.",
        _ => "the object store cannot be reached.",
    };
}
