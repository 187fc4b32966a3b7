using System.Security.Cryptography;
using System.Text;

namespace LeanRx.Soak.Attacks;

/// <summary>A signature of the master key that was seen once and is used for ever.</summary>
sealed class OldSignature : IAttack
{
    public string Name => "a signed header from long ago";

    public async Task<Finding> RunAsync(Target target, Dose dose, CancellationToken patience)
    {
        List<int> answers = [];
        foreach (var time in (string[])["1", "banana", "1700000000000"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/1.2/rtm/stats");
            request.Headers.Add("X-LC-Id", Target.ApplicationId);
            var signature = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(time + Target.MasterKey)));
            request.Headers.Add("X-LC-Sign", $"{signature},{time},master");
            using var response = await target.Http.SendAsync(request, patience);
            answers.Add((int)response.StatusCode);
        }

        return new($"HTTP {string.Join(", ", answers)}", answers.All(answer => answer == 401));
    }
}
