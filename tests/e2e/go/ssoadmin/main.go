// What the AWS SDK for Go v2 makes of answers and errors: one JSON object on standard output.
//
// It reads members by exactly the names of the service model, where botocore and the AWS CLI also take others.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin/types"
	"github.com/aws/smithy-go"
)

var (
	ctx    = context.Background()
	client = ssoadmin.New(ssoadmin.Options{
		Credentials:      aws.CredentialsProviderFunc(credentials),
		EndpointResolver: ssoadmin.EndpointResolverFromURL(os.Getenv("AWS_ENDPOINT_URL")),
		Region:           os.Getenv("AWS_DEFAULT_REGION"),
	})
)

func credentials(context.Context) (aws.Credentials, error) {
	return aws.Credentials{
		AccessKeyID:     os.Getenv("AWS_ACCESS_KEY_ID"),
		SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"),
	}, nil
}

// What an error is in Go: its code, and the text of the type that the SDK made of it.
type outcome struct {
	Type string
	Code string
	Text string
}

func outcomeOf(err error) outcome {
	var (
		denied     *types.AccessDeniedException
		conflict   *types.ConflictException
		notFound   *types.ResourceNotFoundException
		quota      *types.ServiceQuotaExceededException
		throttling *types.ThrottlingException
		invalid    *types.ValidationException
		failure    *types.InternalServerException
		other      smithy.APIError
	)
	switch {
	case errors.As(err, &denied):
		return outcome{"AccessDeniedException", denied.ErrorCode(), aws.ToString(denied.Message)}
	case errors.As(err, &conflict):
		return outcome{"ConflictException", conflict.ErrorCode(), aws.ToString(conflict.Message)}
	case errors.As(err, &notFound):
		return outcome{"ResourceNotFoundException", notFound.ErrorCode(), aws.ToString(notFound.Message)}
	case errors.As(err, &quota):
		return outcome{"ServiceQuotaExceededException", quota.ErrorCode(), aws.ToString(quota.Message)}
	case errors.As(err, &throttling):
		return outcome{"ThrottlingException", throttling.ErrorCode(), aws.ToString(throttling.Message)}
	case errors.As(err, &invalid):
		return outcome{"ValidationException", invalid.ErrorCode(), aws.ToString(invalid.Message)}
	case errors.As(err, &failure):
		return outcome{"InternalServerException", failure.ErrorCode(), aws.ToString(failure.Message)}
	case errors.As(err, &other):
		return outcome{"APIError", other.ErrorCode(), other.ErrorMessage()}
	case err != nil:
		return outcome{"error", "", err.Error()}
	}
	return outcome{}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func createPermissionSet(instance *string, name string, tags ...types.Tag) (*types.PermissionSet, error) {
	request := ssoadmin.CreatePermissionSetInput{InstanceArn: instance, Name: aws.String(name), Tags: tags}
	answer, err := client.CreatePermissionSet(ctx, &request)
	if err != nil {
		return nil, err
	}
	return answer.PermissionSet, nil
}

// Lists permission sets in pages of two, and returns how many each page has.
func pages(instance *string) (sizes []int) {
	request := ssoadmin.ListPermissionSetsInput{InstanceArn: instance, MaxResults: aws.Int32(2)}
	paginator := ssoadmin.NewListPermissionSetsPaginator(client, &request)
	for paginator.HasMorePages() {
		page, err := paginator.NextPage(ctx)
		must(err)
		sizes = append(sizes, len(page.PermissionSets))
	}
	return sizes
}

func errorsOf(instance, set *string) map[string]outcome {
	unknown := aws.String((*set)[:len(*set)-16] + "0123456789abcdef")
	_, duplicate := createPermissionSet(instance, "Set0")
	_, reserved := createPermissionSet(instance, "Tagged", types.Tag{Key: aws.String("aws:team"), Value: aws.String("a")})
	// Too short for the model, which the SDK leaves to the service.
	_, constraint := createPermissionSet(instance, "")
	_, missing := client.DescribePermissionSet(ctx, &ssoadmin.DescribePermissionSetInput{
		InstanceArn: instance, PermissionSetArn: unknown,
	})
	_, elsewhere := client.ListPermissionSets(ctx, &ssoadmin.ListPermissionSetsInput{
		InstanceArn: aws.String("arn:aws:sso:::instance/ssoins-0123456789abcdef"),
	})
	return map[string]outcome{
		"duplicate":  outcomeOf(duplicate),
		"reserved":   outcomeOf(reserved),
		"constraint": outcomeOf(constraint),
		"missing":    outcomeOf(missing),
		"elsewhere":  outcomeOf(elsewhere),
	}
}

// With an argument, one call that is to fail; otherwise everything else.
func main() {
	instances, err := client.ListInstances(ctx, &ssoadmin.ListInstancesInput{})
	if len(os.Args) > 1 {
		must(json.NewEncoder(os.Stdout).Encode(outcomeOf(err)))
		return
	}
	must(err)
	instance := instances.Instances[0].InstanceArn
	var set *types.PermissionSet
	for _, name := range []string{"Set0", "Set1", "Set2"} {
		set, err = createPermissionSet(instance, name)
		must(err)
	}
	must(json.NewEncoder(os.Stdout).Encode(map[string]interface{}{
		"duration": *set.SessionDuration,
		"dated":    !set.CreatedDate.IsZero(),
		"pages":    pages(instance),
		"errors":   errorsOf(instance, set.PermissionSetArn),
	}))
}
