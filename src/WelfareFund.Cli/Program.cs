return await WelfareFund.Cli.CommandLine.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
